import { z } from 'zod';

/** A base that nobody has: what leads away from it leads away from us. */
const HERE = 'https://ripen.invalid';

/** A path of our own, to go on to after signing in; a foreign address in its place would send people elsewhere. Read as a browser reads it. */
export const ownPathSchema = z.string().max(2_000).refine(isOwnPath);

function isOwnPath(text: string): boolean {
  if (!text.startsWith('/') || !URL.canParse(text, HERE)) return false;
  const { origin, pathname, search, hash } = new URL(text, HERE);
  // A browser drops tabs and line breaks, and takes a backslash for a slash: what it would change is none of our links.
  return origin === HERE && `${pathname}${search}${hash}` === text;
}
