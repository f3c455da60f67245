import type { Text } from '@ripen/domain';
import { touchpointLabel } from '@ripen/scoring';

/** A first sentence for the call, from what the lead did last. */
export function openingOf(
  lead: { readonly first_name: string | null; readonly last_name: string | null },
  last: { readonly type: string; readonly data: Readonly<Record<string, unknown>> } | null,
): Text {
  const name = [lead.first_name, lead.last_name].filter((part) => part !== null).join(' ');
  const hello = { de: name === '' ? 'Guten Tag' : `Guten Tag, ${name}`, en: name === '' ? 'Hello' : `Hello ${name}` };
  if (last === null) {
    return {
      de: `${hello.de}, womit beschäftigen Sie sich gerade?`,
      en: `${hello.en}, what are you working on at the moment?`,
    };
  }
  const label = touchpointLabel(last.type);
  const about = [last.data['title'], last.data['name'], last.data['offerSlug'], last.data['path']].find(
    (part) => typeof part === 'string' && part !== '',
  );
  const thing = typeof about === 'string' ? { de: `${label.de} („${about}“)`, en: `${label.en} (“${about}”)` } : label;
  return {
    de: `${hello.de}, ich knüpfe an etwas an, das Sie zuletzt beschäftigt hat: ${thing.de}. Welche Frage ist dabei offen geblieben?`,
    en: `${hello.en}, I would like to pick up on what you looked at last: ${thing.en}. Which question did it leave open?`,
  };
}
