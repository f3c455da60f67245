import i18next from 'i18next';

const PROBLEMS = [
  'not_accepted',
  'gone',
  'timed_out',
  'no_connection',
  'name_not_found',
  'address_refused',
  'url_refused',
  'answer_refused',
  'secret_unreadable',
  'aborted',
] as const;
const WRONGS = [
  'user_id_or_anonymous_id',
  'names_nobody',
  'says_nothing',
  'more_than_32_kb',
  'too_deep',
  'not_json',
  'invalid_union',
  'invalid_type',
  'too_small',
  'too_big',
  'expected_up_to_1000_messages',
] as const;

/** A code of a delivery's problem in words; one that this screen does not know yet is shown as it is. */
export function problemWords(code: string): string {
  const known = PROBLEMS.find((one) => one === code);
  return known === undefined ? code : i18next.t(`exchange.problem_${known}`);
}

/** A code of what is wrong with an event in words. */
export function wrongWords(code: string): string {
  const known = WRONGS.find((one) => one === code) ?? 'other';
  return i18next.t(`exchange.wrong_${known}`);
}
