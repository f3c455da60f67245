import { Injectable } from '@nestjs/common';
import type { Standing } from '@ripen/contracts';
import type { Language, Text } from '@ripen/domain';
import {
  describeActing,
  describeTrace,
  describeWaiting,
  graphSchema,
  type JourneyGraph,
  type JourneyNode,
  kindWords,
  type Names,
  portNames,
  sendEmailConfigSchema,
  type TraceEntry,
} from '@ripen/journey';
import type { StandingRow } from '../enrollments/enrollment-row';
import { Database } from '../database/database';
import { bothLanguages } from '../http/both-languages';

const KEPT_VERSIONS = 100;

/** Reads the names that sentences about journeys mention. */
@Injectable()
export class JourneyWordsService {
  /** Published graphs never change. */
  private readonly graphs = new Map<string, JourneyGraph>();

  constructor(private readonly database: Database) {}

  async read(): Promise<JourneyWords> {
    const row = await this.database.row<{
      zone: string | null;
      teams: Record<string, string> | null;
      offers: Record<string, Text> | null;
      people: Record<string, string> | null;
    }>(
      `SELECT (SELECT settings ->> 'zone' FROM workspace) AS zone, (SELECT jsonb_object_agg(id, name) FROM team) AS teams,
         (SELECT jsonb_object_agg(slug, title) FROM (SELECT slug, draft -> 'title' AS title FROM form WHERE offer_id IS NULL UNION ALL SELECT slug, title FROM offer) x) AS offers, (SELECT jsonb_object_agg(id, name) FROM app_user) AS people`,
    );
    return new JourneyWords({
      zone: row?.zone ?? 'Europe/Berlin',
      teams: row?.teams ?? {},
      offers: row?.offers ?? {},
      people: row?.people ?? {},
      graphs: this.graphs,
    });
  }
}

interface WorkspaceNames {
  readonly zone: string;
  readonly teams: Readonly<Record<string, string>>;
  readonly offers: Readonly<Record<string, Text>>;
  readonly people: Readonly<Record<string, string>>;
  readonly graphs: Map<string, JourneyGraph>;
}

/** Sentences about journeys, in both languages. */
export class JourneyWords {
  constructor(private readonly workspace: WorkspaceNames) {}

  /** A node's own name; empty where it has none. */
  nodeName(versionId: string, graph: unknown, nodeId: string): string {
    return this.node(versionId, graph, nodeId)?.name ?? '';
  }

  /** What a node that sends a mail is called: by its own name, else by the subject. */
  mailName(versionId: string, graph: unknown, nodeId: string): Text {
    const node = this.node(versionId, graph, nodeId);
    const content = sendEmailConfigSchema.safeParse(node?.config).data?.content;
    return bothLanguages((language) => node?.name || content?.[language].subject || kindWords('send_email', language));
  }

  trace(versionId: string, graph: unknown, entry: TraceEntry): Text {
    const nodes = this.parsed(versionId, graph).nodes;
    return bothLanguages((language) => {
      const names = Object.fromEntries(nodes.map((node) => [node.id, node.name || kindWords(node.kind, language)]));
      const ports = Object.fromEntries(nodes.map((node) => [node.id, portNames(node, language)]));
      return describeTrace(entry, language, { ...this.names(language), nodes: names, ports });
    });
  }

  standing(versionId: string, graph: unknown, { nodeId, phase, events, until }: StandingRow): Standing {
    const node = this.node(versionId, graph, nodeId);
    const waitingFor =
      phase === 'acting'
        ? bothLanguages((language) => describeActing({ state: 'planned', until: null }, language, this.names(language)))
        : events === null
          ? null
          : bothLanguages((language) => describeWaiting({ events, deadline: until }, language, this.names(language)));
    return { nodeId, nodeKind: node?.kind ?? 'exit', nodeName: node?.name ?? '', phase, waitingFor, until };
  }

  private names(language: Language): Names {
    const { zone, teams, offers, people } = this.workspace;
    return {
      zone,
      teams,
      people,
      offers: Object.fromEntries(Object.entries(offers).map(([slug, title]) => [slug, title[language]])),
      nodes: {},
    };
  }

  private node(versionId: string, graph: unknown, nodeId: string): JourneyNode | undefined {
    return this.parsed(versionId, graph).nodes.find(({ id }) => id === nodeId);
  }

  private parsed(versionId: string, graph: unknown): JourneyGraph {
    const { graphs } = this.workspace;
    const known = graphs.get(versionId);
    if (known) return known;
    const fresh = graphSchema.parse(graph);
    graphs.set(versionId, fresh);
    const oldest = graphs.keys().next();
    if (graphs.size > KEPT_VERSIONS && !oldest.done) graphs.delete(oldest.value);
    return fresh;
  }
}
