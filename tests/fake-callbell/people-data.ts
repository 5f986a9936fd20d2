import type { Country } from './phones.ts';
import type { NonEmpty } from './random.ts';

/** What a country's contacts are made of. */
export interface People {
  readonly given: NonEmpty<string>;
  readonly family: NonEmpty<string>;
  readonly cities: NonEmpty<string>;
  readonly firms: NonEmpty<string>;
  readonly notes: NonEmpty<string>;
  /** Spanish-speaking countries write the father's and the mother's family name. */
  readonly twoFamilyNames: boolean;
}

type Words = NonEmpty<string>;

/** Lists are written as one line of text each; `_` is a space inside an entry. */
function words(text: string): Words {
  const [first = '', ...rest] = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '));
  return [first, ...rest];
}

const ITALIAN: People = {
  given: words(`Giulia Marco Francesca Alessandro Chiara Matteo Sara Lorenzo Martina Davide Nicolò
    Elena Giuseppe Beatrice Antonio Noemi Luca Federica Andrea Desirée Salvatore Ilaria Niccolò Rosa`),
  family: words(`Rossi Bianchi Ferrari Russo Esposito Romano Colombo Ricci Marino Greco Bruno Gallo
    Conti De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti D'Angelo Dell'Acqua Niccolò Pellicanò
    Cantù Forlì Zanardi Barbieri`),
  cities: words('Milano Roma Torino Napoli Bologna Forlì Cefalù Bari Palermo Verona'),
  firms: words('Farmacia Studio Officina Ristorante Autofficina Panificio Immobiliare'),
  notes: [
    'Preferisce essere chiamata dopo le 18.',
    'Attende il preventivo per il secondo ordine; già cliente dal 2021.',
    'Ha chiesto la fattura elettronica.\nCodice SDI da verificare.',
  ],
  twoFamilyNames: false,
};

const SPANISH: People = {
  given: words(`María José Lucía Álvaro Sofía Ángel Paula Íñigo Carmen Raúl Inés Iván Marta Óscar
    Belén Adrián Noelia Héctor Begoña Joaquín Núria Jordi Xavier Aitor`),
  family: words(`García Martínez López Sánchez Pérez Gómez Fernández Rodríguez Díaz Muñoz Núñez
    Ibáñez Jiménez Ortega Peña Domínguez Vázquez Castaño Güell Puig Etxeberria Ruiz Álvarez Gutiérrez`),
  cities: words('Madrid Barcelona Valencia Sevilla Málaga A_Coruña Cádiz León Bilbao Logroño'),
  firms: words('Clínica Talleres Academia Peluquería Gestoría Restaurante Óptica'),
  notes: [
    'Llamar por la mañana. Interesado en el plan anual.',
    'Pendiente de devolución: el paquete llegó dañado.',
    'Cliente desde 2019; pregunta por la garantía.',
  ],
  twoFamilyNames: true,
};

const PORTUGUESE: People = {
  given: words(`João Maria Inês Tiago Beatriz Gonçalo Leonor Rui Catarina André Mónica Luís Sofia
    Simão Joana Nuno Conceição Duarte Teresa Vasco Lídia Rúben`),
  family: words(`Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes
    Gonçalves Araújo Magalhães Simões Guimarães Brandão Falcão Leitão Mourão Assunção Conceição`),
  cities: words('Lisboa Porto Braga Coimbra Évora Faro Guimarães Setúbal'),
  firms: words('Clínica Oficina Padaria Farmácia Livraria Imobiliária'),
  notes: [
    'Prefere mensagens escritas, não telefonar.',
    'Pediu orçamento para três unidades.',
    'Reunião marcada na loja de Évora.',
  ],
  twoFamilyNames: false,
};

const BRAZILIAN: People = {
  given: words(`João Ana Antônio Júlia Caio Letícia Thaís Vinícius Larissa Mateus Débora Flávio
    Cláudia Jônatas Luíza Márcio Patrícia Sérgio Fabrício Estêvão Camila Rogério`),
  family: words(`Silva Souza Oliveira Araújo Lima Gonçalves Almeida Ribeiro Conceição Barbosa Rocha
    Magalhães Moraes Nascimento Teixeira Antunes Falcão Galvão Brandão Assis Vieira`),
  cities: words(
    'São_Paulo Rio_de_Janeiro Belo_Horizonte Curitiba Brasília Goiânia Fortaleza Maceió',
  ),
  firms: words('Clínica Oficina Padaria Farmácia Escritório Transportadora'),
  notes: [
    'Cliente pediu boleto; enviar até sexta.',
    'Já comprou duas vezes, quer desconto à vista.',
    'Responder só depois das 14h (horário de Brasília).',
  ],
  twoFamilyNames: false,
};

const MEXICAN: People = {
  ...SPANISH,
  given: words(`Guadalupe José Ximena Jesús Fernanda Ángel Itzel Ramón Dulce Julián Regina Emiliano
    Sofía Andrés Yolanda César Rocío Moisés Citlali Saúl`),
  family: words(`Hernández García Martínez López González Rodríguez Pérez Sánchez Ramírez Flores
    Gómez Cruz Ordóñez Ibarra Peña Zúñiga Castañeda Villaseñor Nájera Ávila`),
  cities: words('Ciudad_de_México Guadalajara Monterrey Mérida Querétaro León Puebla Cancún'),
  firms: words('Refaccionaria Consultorio Taquería Ferretería Papelería Estética'),
};

const ARGENTINE: People = {
  ...SPANISH,
  given: words(`Martín Agustina Facundo Camila Nicolás Julieta Matías Milagros Joaquín Rocío Tomás
    Delfina Germán Antonella Gastón Belén`),
  family: words(`González Fernández Rodríguez Benítez Giménez Acuña Bianchi Rossi Peralta Quiroga
    Cáceres Agüero Núñez Ferreyra Spinetta Maradó`),
  cities: words('Buenos_Aires Córdoba Rosario La_Plata Neuquén Tucumán'),
  firms: words('Kiosco Consultorio Panadería Ferretería Inmobiliaria'),
  twoFamilyNames: false,
};

const FRENCH: People = {
  given: words(`Chloé Éric Amélie François Zoé Jérôme Hélène Benoît Noémie Loïc Gaëlle Frédéric
    Maëlys Rémi Anaïs Théo Élodie Cédric Agnès Stéphane Jean Marie Anne Solène`),
  family: words(`Martin Bernard Dubois Lefèvre Moreau Gérard Lambert Béranger Mercier François
    Garçon Le_Goff Pélissier Guérin Rivière Besançon D'Aboville Noël Maréchal Sébastien Hébert`),
  cities: words('Paris Lyon Marseille Besançon Nîmes Orléans Saint-Étienne Sète'),
  firms: words('Garage Boulangerie Cabinet Pharmacie Librairie Hôtel'),
  notes: [
    'À rappeler après le 15, en congés.',
    'Demande un devis détaillé ; déjà relancé une fois.',
    'Préfère le vouvoiement. Facture à envoyer au siège.',
  ],
  twoFamilyNames: false,
};

const GERMAN: People = {
  given: words(`Jürgen Sabine Björn Anja Günther Käthe Lukas Jörg Monika Sören Brünhild Felix Heike
    Tobias Bärbel Maximilian Ulrike Götz Annette Dörte Hans Anne`),
  family: words(`Müller Schmidt Schneider Weber Schäfer Köhler Krüger Böhm Weiß Groß Günther Jäger
    Vögele Lüders Strauß Hübner Förster von_Bülow Meyer Schröder Yıldız`),
  cities: words('Berlin München Köln Düsseldorf Nürnberg Lübeck Göttingen Würzburg'),
  firms: words('Praxis Kanzlei Bäckerei Autohaus Schreinerei Gärtnerei'),
  notes: [
    'Bitte nur schriftlich kontaktieren.',
    'Rechnung offen, Zahlungsziel 30 Tage.',
    'Möchte auf den größeren Tarif wechseln.',
  ],
  twoFamilyNames: false,
};

export const PEOPLE: Readonly<Record<Country, People>> = {
  IT: ITALIAN,
  ES: SPANISH,
  PT: PORTUGUESE,
  BR: BRAZILIAN,
  MX: MEXICAN,
  FR: FRENCH,
  DE: GERMAN,
  AR: ARGENTINE,
};
