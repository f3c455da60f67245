import type { ZoneId } from '@ripen/domain';
import type { DescribeNames } from '@ripen/rules';

/** The names behind the ids that a sentence mentions; an id without a name gets a general word. */
export interface Names extends DescribeNames {
  readonly teams: Readonly<Record<string, string>>;
  /** By slug. */
  readonly offers: Readonly<Record<string, string>>;
  /** By node id. */
  readonly nodes: Readonly<Record<string, string>>;
  /** By node id and port; a port without a name gets the general word for its key. */
  readonly ports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By user id: who decided something by hand. */
  readonly people?: Readonly<Record<string, string>>;
  /** Instants are written in this zone. */
  readonly zone: ZoneId;
}

/** No names at all; instants in UTC. */
export const NO_NAMES: Names = { teams: {}, offers: {}, nodes: {}, zone: 'UTC' };
