import { resolveMarks } from './marked-text';
import type { MarkedText } from './template-thread';

/** A piece of a line. `text` and `url` are plain text: no markup, no escapes, no marks. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly parts: readonly Inline[]; readonly url: string };

/** A line of a paragraph or one item of a list. */
export type Line = readonly Inline[];

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  /** A paragraph that is one link and nothing else. */
  | { readonly kind: 'button'; readonly label: string; readonly url: string };

const INLINE = /\*\*(?=\S)([^*\n]{1,2000})\*\*|\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)/g;
const ITEM = /^[-*] /;
const WEB_OR_MAIL = /^(?:https?:\/\/[^\s/]|mailto:[^\s])/i;

/**
 * Reads the small markup: paragraphs parted by empty lines, `- ` lists, `**bold**`, `[label](url)`. Only the marketer's own
 * characters are markup; a value is always text. A link whose address is neither http(s) nor mailto stays as its label.
 */
export function readBlocks({ text, values }: MarkedText): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map((chunk) =>
      chunk
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => readChunk(lines, values))
    .filter((block) => !isEmpty(block));
}

/** The addresses of links as they stand in a template, Liquid included, with their lines; for the lint. */
export function linkTargets(source: string): { url: string; line: number }[] {
  return source.split('\n').flatMap((text, index) =>
    [...text.matchAll(/\[[^[\]\n]{1,500}\]\(([^()\n]{0,2000})\)/g)].map((match) => ({
      url: match[1] ?? '',
      line: index + 1,
    })),
  );
}

/** True when mail may link there. */
export function isMailableUrl(url: string): boolean {
  return WEB_OR_MAIL.test(url) && URL.canParse(url);
}

function readChunk(lines: readonly string[], values: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let paragraph: Line[] = [];
  let items: Line[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push(buttonOr({ kind: 'paragraph', lines: paragraph }));
    if (items.length > 0) blocks.push({ kind: 'list', items });
    paragraph = [];
    items = [];
  };
  for (const line of lines) {
    const isItem = ITEM.test(line);
    if (isItem ? paragraph.length > 0 : items.length > 0) flush();
    if (isItem) items.push(readLine(line.slice(2), values));
    else paragraph.push(readLine(line, values));
  }
  flush();
  return blocks;
}

function buttonOr(paragraph: Extract<Block, { kind: 'paragraph' }>): Block {
  const only = paragraph.lines.length === 1 && paragraph.lines[0]?.length === 1 ? paragraph.lines[0][0] : null;
  if (only?.kind !== 'link' || only.url.toLowerCase().startsWith('mailto:')) return paragraph;
  return { kind: 'button', label: plainText(only.parts), url: only.url };
}

function readLine(line: string, values: readonly string[]): Line {
  const parts: Inline[] = [];
  let from = 0;
  const text = (until: number): void => {
    const piece = resolveMarks(line.slice(from, until), values);
    if (piece) parts.push({ kind: 'text', text: piece });
  };
  for (const match of line.matchAll(INLINE)) {
    text(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) parts.push({ kind: 'bold', parts: readLine(match[1], values) });
    else parts.push(...readLink(match[2] ?? '', match[3] ?? '', values));
  }
  text(line.length);
  return parts;
}

function readLink(label: string, address: string, values: readonly string[]): Line {
  const parts = readLine(label, values);
  // A value may be the beginning of an address; within one it is only ever a piece of it.
  const url = resolveMarks(address, values, (value, at) =>
    at === 0 ? value.trim() : encodeURIComponent(value.toWellFormed()),
  );
  return isMailableUrl(url) ? [{ kind: 'link', parts, url: new URL(url).href }] : parts;
}

/** The words of a line without its markup. */
export function plainText(line: Line): string {
  return line.map((part) => (part.kind === 'text' ? part.text : plainText(part.parts))).join('');
}

function isEmpty(block: Block): boolean {
  if (block.kind === 'button') return block.label.trim() === '';
  const lines = block.kind === 'list' ? block.items : block.lines;
  return lines.every((line) => plainText(line).trim() === '');
}
