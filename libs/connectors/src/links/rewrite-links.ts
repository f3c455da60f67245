export interface LinkedBody {
  readonly html: string;
  readonly text: string;
}

const ANCHOR = /<a\s[^>]*>/gi;
const HREF = /\bhref="([^"]*)"/i;
const PLAIN = /\bdata-link="plain"/i;
const TEXT_URL = /https?:\/\/[^\s<>"]+/g;

/**
 * Replaces each http(s) link of a rendered mail by what `to` answers; null leaves it. The same address gets the same index,
 * counted from 0 in order of appearance. Footer links (`data-link="plain"`) and mailto links stay. The text follows the html.
 */
export function rewriteLinks(
  html: string,
  text: string,
  to: (url: string, index: number) => string | null,
): LinkedBody {
  const seen = new Map<string, string | null>();
  const target = (url: string): string | null => {
    const known = seen.get(url);
    if (known !== undefined) return known;
    const tracked = to(url, seen.size);
    seen.set(url, tracked);
    return tracked;
  };
  const plain = new Set<string>();
  const linked = html.replace(ANCHOR, (anchor) => {
    const url = unescapeHtml(HREF.exec(anchor)?.[1] ?? '');
    if (!/^https?:\/\//i.test(url)) return anchor;
    if (PLAIN.test(anchor)) {
      plain.add(url);
      return anchor;
    }
    const tracked = target(url);
    return tracked === null ? anchor : anchor.replace(HREF, () => `href="${escapeAttribute(tracked)}"`);
  });
  // Only what is a link in the html is one in the text; an address that a lead's own data spells out stays as it is.
  const followed = text.replace(TEXT_URL, (url) => (plain.has(url) ? url : (seen.get(url) ?? url)));
  return { html: linked, text: followed };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescapeHtml(value: string): string {
  return value.replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function escapeAttribute(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
