import { readinessSchema, routeOf } from '@ripen/contracts';
import { ApiFailure } from './failure';

/** What cannot be reached: the server's database, or the server itself. */
export type Away = 'database' | 'server';

interface AwayOptions {
  /** Whether everything can be asked again. */
  readonly isBack: () => Promise<boolean>;
  /** Called once per absence, when it is over. */
  readonly onBack: () => void;
  /** Milliseconds between looks. */
  readonly everyMs: number;
}

/** Knows whether the server can do its work. An absence begins with a failure that says so and ends by itself. */
export class AwayWatch {
  private away: Away | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: AwayOptions) {}

  readonly current = (): Away | null => this.away;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Tells of a failed call; one that is about the call itself is none of this. */
  report(error: unknown): void {
    const away = awayIn(error);
    if (away === null || this.away === away) return;
    const isNew = this.away === null;
    this.set(away);
    if (isNew) this.lookLater();
  }

  private set(away: Away | null): void {
    this.away = away;
    for (const tell of this.listeners) tell();
  }

  private lookLater(): void {
    setTimeout(() => void this.look(), this.options.everyMs);
  }

  private async look(): Promise<void> {
    if (!(await this.options.isBack())) return this.lookLater();
    this.set(null);
    this.options.onBack();
  }
}

/** What a failure says to be away; null for any other failure. */
export function awayIn(error: unknown): Away | null {
  if (!(error instanceof ApiFailure)) return null;
  if (error.code === 'database_away') return 'database';
  return error.code === 'unreachable' ? 'server' : null;
}

/** Asks the server itself; that Temporal or the worker are down keeps nobody from looking and typing. */
export async function serverIsBack(): Promise<boolean> {
  try {
    const response = await fetch(routeOf('getReady').path, { cache: 'no-store' });
    const parsed = readinessSchema.safeParse(await response.json());
    return parsed.success && parsed.data.parts.postgres.ok;
  } catch {
    // Not even that was answered: still away.
    return false;
  }
}
