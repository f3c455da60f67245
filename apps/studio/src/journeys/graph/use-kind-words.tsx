import type { Language } from '@ripen/domain';
import {
  describeNode,
  type JourneyNode,
  kindWords as wordsOfKind,
  type Names,
  type NodeKindName,
  type Port,
  portName,
} from '@ripen/journey';
import type { TFunction } from 'i18next';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language';
import { portsOf } from './node-kinds';
import { useNames } from './use-names';

/** How kinds, nodes and paths are said in the language on screen. */
export interface KindWords {
  kindName(kind: NodeKindName): string;
  /** What the marketer called it, else what it is. */
  nameOf(node: JourneyNode): string;
  /** What it does, in one sentence. */
  sentence(node: JourneyNode): string;
  ports(node: JourneyNode): readonly { readonly key: string; readonly label: string }[];
  /** A path, as a screen reader says it. */
  path(from: JourneyNode, port: string, to: JourneyNode): string;
}

const Context = createContext<KindWords | null>(null);

/** Makes the words once per page: a thousand cards share them. */
export function KindWordsProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const words = useMemo(() => kindWords(t, { language, names }), [t, language, names]);
  return <Context value={words}>{children}</Context>;
}

export function useKindWords(): KindWords {
  const words = use(Context);
  if (!words) throw new Error('This part of the canvas stands outside a KindWordsProvider');
  return words;
}

function kindWords(t: TFunction, { language, names }: { language: Language; names: Names }): KindWords {
  const kindName = (kind: NodeKindName): string => wordsOfKind(kind, language);
  const nameOf = (node: JourneyNode): string => node.name || kindName(node.kind);
  const label = (node: JourneyNode, port: Port): string => port.name ?? portName(node, port.key, language);
  return {
    kindName,
    nameOf,
    sentence: (node) => describeNode(node, language, names),
    ports: (node) => portsOf(node).map((port) => ({ key: port.key, label: label(node, port) })),
    path: (from, key, to) => {
      const port = portsOf(from).find((candidate) => candidate.key === key);
      return t('journeys.canvas.path', { from: nameOf(from), port: port ? label(from, port) : key, to: nameOf(to) });
    },
  };
}
