import type { FormField } from '@ripen/contracts';
import { emailSchema } from '@ripen/contracts';
import type { FormAnswers } from '@ripen/persistence';
import { count } from '../ingest/traits';
import type { PageTexts } from './texts';

type Answer = string | number | boolean | null;
type Read = { readonly value: Answer } | { readonly problem: string };

const LONGEST = 200;
const LONGEST_TEXT = 4_000;
const PHONE = /^\+?[\d\s()/.-]{4,40}$/;

/** Reads what was sent for the fields that were asked: the answers by id, and what is wrong in the page's language. */
export function readAnswers(
  asked: readonly FormField[],
  sent: Readonly<Record<string, string>>,
  texts: PageTexts,
): { readonly answers: FormAnswers; readonly problems: Readonly<Record<string, string>> } {
  const answers: Record<string, Answer> = {};
  const problems: Record<string, string> = {};
  for (const field of asked) {
    const read = readOne(field, (sent[field.id] ?? '').trim(), texts);
    if ('problem' in read) problems[field.id] = read.problem;
    else answers[field.id] = read.value;
  }
  return { answers, problems };
}

function readOne({ kind, required, options }: FormField, text: string, texts: PageTexts): Read {
  if (kind === 'checkbox') {
    if (text === 'yes') return { value: true };
    return required ? { problem: texts.tickNeeded } : { value: false };
  }
  if (text === '') return required ? { problem: kind === 'email' ? texts.badEmail : texts.missing } : { value: null };
  switch (kind) {
    case 'email': {
      const parsed = emailSchema.safeParse(text);
      return parsed.success ? { value: parsed.data } : { problem: texts.badEmail };
    }
    case 'number': {
      const value = count(text);
      return value === null ? { problem: texts.badNumber } : { value };
    }
    case 'phone':
      return PHONE.test(text) ? { value: text } : { problem: texts.badPhone };
    case 'select':
      return options.some(({ value }) => value === text) ? { value: text } : { problem: texts.badChoice };
    case 'text':
      return text.length <= LONGEST ? { value: text } : { problem: texts.tooLong };
    case 'long':
      return text.length <= LONGEST_TEXT ? { value: text } : { problem: texts.tooLong };
  }
}
