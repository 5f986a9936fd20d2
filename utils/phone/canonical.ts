/**
 * Writings of one person's number that numbering plans count as two. Stored numbers are never
 * rewritten: both sides of a comparison are reduced, and only for the comparison.
 *
 * - **Brazil** (55): mobile numbers got a ninth digit, a 9, from 2012 to 2016; address books and
 *   WhatsApp still have them without. Behind it no number starts with 2 to 5: those are landlines.
 * - **Mexico** (52): a 1 before the ten digits of a mobile, in use until 2019.
 * - **Argentina** (54): a 9 before the ten digits of a mobile, called from abroad; from inside it
 *   is a 15 behind the area code, which libphonenumber turns into the 9.
 * - **Colombia** (57): 60 before the area code of a landline since 2021.
 *
 * @param digits a number in E.164 digits, without the `+`
 */
export function canonicalDigits(digits: string): string {
  return digits
    .replace(/^(55\d\d)9([016-9]\d{7})$/u, '$1$2')
    .replace(/^(52)1(\d{10})$/u, '$1$2')
    .replace(/^(54)9(\d{10})$/u, '$1$2')
    .replace(/^57([124-8]\d{7})$/u, '5760$1');
}
