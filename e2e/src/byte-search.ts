import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** How a text may lie in a file: as it is, folded, in other encodings, and written for addresses, JSON, mails and attachments. */
function formsOf(text: string): Buffer[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const percent = encodeURIComponent(text);
  const json = text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const printable =
    percent === text
      ? text
      : Buffer.from(text)
          .toString('latin1')
          .replace(/[^ -~]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const texts = new Set([text, text.toLowerCase(), percent, percent.toLowerCase(), json, printable, ...base64Of(text)]);
  return [...[...texts].map((form) => Buffer.from(form)), utf16, Buffer.from(utf16).swap16()];
}

/** What base64 makes of a text that stands in a longer one, at each of the three places where it may begin: without the signs at its edges. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
    return whole.slice(offset === 0 ? 0 : 4);
  });
}

/**
 * Reads every file below a folder byte by byte, packed ones unpacked as well, and answers for each text the files that hold it. Files that vanish
 * meanwhile are none.
 */
export async function searchBytes(folder: string, texts: readonly string[]): Promise<Map<string, string[]>> {
  const wanted = texts.map((text) => ({ text, forms: formsOf(text) }));
  const found = new Map(texts.map((text) => [text, [] as string[]]));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => null);
    if (content === null) continue;
    const bytes = content[0] === 0x1f && content[1] === 0x8b ? Buffer.concat([content, gunzipSync(content)]) : content;
    for (const { text, forms } of wanted)
      if (forms.some((form) => bytes.includes(form))) found.get(text)?.push(relative(folder, path));
  }
  return found;
}
