import { MAIL_VARIABLES, type MailVariable } from '@ripen/contracts';

type Group = MailVariable extends `${infer Place}.${string}` ? Place : never;
type LinkName = MailVariable extends infer Path ? (Path extends `links.${infer Name}` ? Name : never) : never;

const PATHS = Object.keys(MAIL_VARIABLES) as readonly MailVariable[];

/** What a mail may read, by the group of the menu that it stands in. */
export const VARIABLE_GROUPS: ReadonlyMap<Group, readonly MailVariable[]> = Map.groupBy(
  PATHS,
  (path) => path.slice(0, path.indexOf('.')) as Group,
);

/** The link that a variable is the address of; null for those that are text. */
export function linkOf(path: MailVariable): LinkName | null {
  return path.startsWith('links.') ? (path.slice('links.'.length) as LinkName) : null;
}

/** How a variable stands in the text; a link becomes one that can be clicked, with `label` on it. */
export function variableText(path: MailVariable, label: string): string {
  return linkOf(path) === null ? `{{ ${path} }}` : `[${label}]({{ ${path} }})`;
}

export interface TextCursor {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Puts a piece in place of what is marked; the cursor stands behind it. */
export function insertText({ text, start, end }: TextCursor, piece: string): TextCursor {
  const cursor = start + piece.length;
  return { text: text.slice(0, start) + piece + text.slice(end), start: cursor, end: cursor };
}

/** Puts marks around what is marked, or around a word to write over. */
export function surround(
  { text, start, end }: TextCursor,
  { before, after, word }: { before: string; after: string; word: string },
): TextCursor {
  const inside = start === end ? word : text.slice(start, end);
  const next = text.slice(0, start) + before + inside + after + text.slice(end);
  return { text: next, start: start + before.length, end: start + before.length + inside.length };
}

/** Makes list items of the marked lines. */
export function listItems({ text, start, end }: TextCursor): TextCursor {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd === -1 ? text.length : lineEnd;
  const items = text
    .slice(from, to)
    .split('\n')
    .map((line) => (line.startsWith('- ') ? line : `- ${line}`))
    .join('\n');
  return { text: text.slice(0, from) + items + text.slice(to), start: from + items.length, end: from + items.length };
}
