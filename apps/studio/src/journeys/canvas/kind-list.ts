import { NODE_KINDS, type NodeKindName } from '@ripen/journey';
import { FAMILIES, type Family, FAMILY_OF } from './family-tokens';

/** The kinds in the order of their families, each with the words that a search finds it by. */
export function searchKinds(
  search: string,
  { wordsOf, allow = () => true }: { wordsOf: (kind: NodeKindName) => string; allow?: (kind: NodeKindName) => boolean },
): readonly { readonly family: Family; readonly kinds: readonly NodeKindName[] }[] {
  const wanted = search.trim().toLocaleLowerCase();
  const kinds = NODE_KINDS.filter((kind) => allow(kind) && wordsOf(kind).toLocaleLowerCase().includes(wanted));
  return FAMILIES.map((family) => ({ family, kinds: kinds.filter((kind) => FAMILY_OF[kind] === family) })).filter(
    (group) => group.kinds.length > 0,
  );
}
