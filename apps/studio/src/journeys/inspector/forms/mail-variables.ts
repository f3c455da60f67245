/** What a mail may read, as the sender fills it in: by path, in the order of the menu. */
export const MAIL_VARIABLES = [
  { group: 'lead', paths: ['lead.firstName', 'lead.lastName', 'lead.position', 'lead.email'] },
  { group: 'company', paths: ['company.name'] },
  { group: 'offer', paths: ['offer.title'] },
  { group: 'links', paths: ['links.confirm', 'links.deliver', 'links.unsubscribe'] },
  { group: 'sender', paths: ['sender.name', 'sender.company'] },
] as const;
export type MailVariable = (typeof MAIL_VARIABLES)[number]['paths'][number];

/** Key of its label: dots part the levels of the wordings. */
export function variableKey(path: MailVariable) {
  return path.replace('.', '_') as VariableKey;
}
type VariableKey = MailVariable extends infer Path
  ? Path extends `${infer Place}.${infer Name}`
    ? `${Place}_${Name}`
    : never
  : never;

/** How a variable stands in the text; a link becomes one that can be clicked. */
export function variableText(path: MailVariable, label: string): string {
  return path.startsWith('links.') ? `[${label}]({{ ${path} }})` : `{{ ${path} }}`;
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
