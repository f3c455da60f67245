import { EFFECT_CHOICES, type EffectChoice, type Language, type Text } from '@ripen/domain';
import { TIMEOUT_PORT } from '../nodes/wait-until.node';
import type { TraceEntry } from '../state';
import type { Names } from './names';
import { portWords } from './ports';
import { endReasonWords } from './reasons';
import { instantWords } from './time';

/** One line of the trace as a sentence without a full stop: who did it if a person did, what happened, why, and where it goes on. */
export function describeTrace(entry: TraceEntry, language: Language, names: Names): string {
  const here = quoted(names.nodes[entry.nodeId] ?? entry.nodeId, language);
  const then = entry.toNodeId === null ? '' : goesOn(names.nodes[entry.toNodeId] ?? entry.toNodeId, language);
  const actor = names.people?.[String(entry.why['actorId'])];
  return `${actor === undefined ? '' : `${actor}: `}${happened(entry, { here, language, names })}${then}`;
}

interface Telling {
  readonly here: string;
  readonly language: Language;
  readonly names: Names;
}

function happened(entry: TraceEntry, { here, language, names }: Telling): string {
  const { why } = entry;
  const port = quoted(portOf(entry, language, names), language);
  const code = reasonOf(why['code'], language);
  switch (entry.event) {
    case 'entered':
      return { de: `Eingetreten über ${here}`, en: `Entered by ${here}` }[language];
    case 'passed':
      return passedWords({ why, here, port }, language);
    case 'waits':
      return waitsWords(entry, { here, language, names });
    case 'satisfied': {
      const atOnce = why['atOnce'] === true ? { de: ' (war schon erfüllt)', en: ' (was already so)' }[language] : '';
      return { de: `${here}: ${port}${atOnce}`, en: `${here}: ${port}${atOnce}` }[language];
    }
    case 'timed_out':
      // A plain wait is left by time as it was meant; a time-out is a port of its own.
      if (entry.port !== TIMEOUT_PORT)
        return { de: `${here}: Wartezeit vorbei`, en: `${here}: the wait is over` }[language];
      return { de: `${here}: Die Frist ist abgelaufen`, en: `${here}: time ran out` }[language];
    case 'acts':
      return { de: `${here}: E-Mail vorbereitet`, en: `${here}: e-mail prepared` }[language];
    case 'sent':
      return { de: `${here}: E-Mail gesendet`, en: `${here}: e-mail sent` }[language];
    case 'failed':
      return { de: `${here}: E-Mail nicht gesendet${code}`, en: `${here}: e-mail not sent${code}` }[language];
    case 'dropped':
      return { de: `${here}: E-Mail zurückgehalten${code}`, en: `${here}: e-mail held back${code}` }[language];
    case 'unknown':
      return {
        de: `${here}: Es ist unklar, ob die E-Mail hinausging; weiter wie gesendet`,
        en: `${here}: unclear whether the e-mail went out; goes on as if sent`,
      }[language];
    case 'ended':
      return {
        de: `Ausgetreten bei ${here}${reasonOf(why['reason'], language)}`,
        en: `Left at ${here}${reasonOf(why['reason'], language)}`,
      }[language];
    case 'parked':
      return {
        de: `Angehalten bei ${here}${reasonOf(why['reason'], language)}`,
        en: `Stopped at ${here}${reasonOf(why['reason'], language)}`,
      }[language];
    case 'decided':
      return `${here}: ${decidedWords(why['choice'])[language]}`;
  }
}

const CHOICES: Readonly<Record<EffectChoice, Text>> = {
  treat_as_sent: { de: 'E-Mail gilt als gesendet', en: 'e-mail counts as sent' },
  send_again: { de: 'E-Mail wird noch einmal gesendet', en: 'e-mail is sent again' },
  try_again: { de: 'E-Mail wird noch einmal versucht', en: 'e-mail is tried again' },
  go_on: { de: 'weiter ohne die E-Mail', en: 'goes on without the e-mail' },
};

/** What a person decided about a mail; without a choice the person let a stopped enrollment go on. */
function decidedWords(choice: unknown): Text {
  const known = EFFECT_CHOICES.find((one) => one === choice);
  return known === undefined ? { de: 'von Hand fortgesetzt', en: 'resumed by hand' } : CHOICES[known];
}

function passedWords(
  { why, here, port }: { why: TraceEntry['why']; here: string; port: string },
  language: Language,
): string {
  if (why['reason'] === 'pseudo_lead') {
    return {
      de: `${here}: nicht übergeben, kein echter Interessent`,
      en: `${here}: not handed off, not a real prospect`,
    }[language];
  }
  if (wasNotProfiled(why)) {
    return {
      de: `${here}: Weg ${port}, weil für diesen Lead kein Profil gebildet wird`,
      en: `${here}: path ${port}, since this lead is not profiled`,
    }[language];
  }
  return { de: `${here}: Weg ${port}`, en: `${here}: path ${port}` }[language];
}

/** A path was not open because it judges by a score. */
function wasNotProfiled({ paths }: TraceEntry['why']): boolean {
  return Array.isArray(paths) && paths.some((path: { because?: unknown }) => path.because === 'not_profiled');
}

function waitsWords({ until, why }: TraceEntry, { here, language, names }: Telling): string {
  if (why['handoffId'] !== undefined)
    return { de: `${here}: an den Vertrieb übergeben`, en: `${here}: handed off to sales` }[language];
  if (until === null) return { de: `${here}: wartet`, en: `${here}: waits` }[language];
  const at = instantWords(until, language, names.zone);
  return { de: `${here}: wartet bis ${at}`, en: `${here}: waits until ${at}` }[language];
}

function portOf({ nodeId, port }: TraceEntry, language: Language, names: Names): string {
  return port === null ? '' : (names.ports?.[nodeId]?.[port] ?? portWords(port, language));
}

function reasonOf(code: unknown, language: Language): string {
  return typeof code === 'string' && code !== '' ? `: ${endReasonWords(code, language)}` : '';
}

function goesOn(name: string, language: Language): string {
  return { de: `, weiter zu ${quoted(name, language)}`, en: `, on to ${quoted(name, language)}` }[language];
}

function quoted(text: string, language: Language): string {
  return { de: `„${text}“`, en: `“${text}”` }[language];
}
