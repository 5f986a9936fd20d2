import { MAX_LANG_LENGTH } from '../messages/page-protocol.ts';
import { attributeOf, isElement, parentOf } from './safe-dom.ts';

/**
 * What is asked about a number: how it is written, and in which language what it stands in is. As
 * one string, so that the same question is found again.
 */
export type Question = string;

const LANGUAGE = /\n[\w-]*$/;

/** @param lang of what the number stands in: see {@link langAt} */
export function questionOf(text: string, lang: string): Question {
  return `${text}\n${lang}`;
}

/** The text and the language of a question. */
export function partsOf(question: Question): { text: string; lang: string } {
  const end = question.lastIndexOf('\n');
  return { text: question.slice(0, end), lang: question.slice(end + 1) };
}

/** Those that have the language of the first one: one message asks about one language. */
export function ofOneLanguage(questions: readonly Question[]): Question[] {
  const languageOf = (question = ''): string | undefined => LANGUAGE.exec(question)?.[0];
  const language = languageOf(questions[0]);
  return questions.filter((question) => languageOf(question) === language);
}

/**
 * The language of a place (BCP 47), as the nearest element around it says that says one; `''` where
 * none does.
 */
export function langAt(node: Node): string {
  for (let at: Node | null = node; at; at = at instanceof ShadowRoot ? at.host : parentOf(at)) {
    const lang = isElement(at) && (attributeOf(at, 'lang') || attributeOf(at, 'xml:lang'));
    if (lang) return /^[\w-]*/.exec(lang.trim().slice(0, MAX_LANG_LENGTH))?.[0] ?? '';
  }
  return '';
}
