import { Inject, Injectable } from '@nestjs/common';
import { createSigner, type Signer } from '@ripen/connectors';
import { EVERY_PURPOSE, SIGNED_LINKS } from '@ripen/contracts';
import { type Language, MARKETING, type Text } from '@ripen/domain';
import {
  leadBehind,
  type Preferences,
  type PreferenceWish,
  readPreferences,
  savePreferences,
  withdraw,
} from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';

/** What an unsubscribe link is about, as the page asks it. */
export interface Unsubscribing {
  readonly leadId: string;
  readonly language: Language;
  /** Null: everything. */
  readonly purpose: string | null;
  readonly purposeName: Text | null;
  /** Where the preference centre of the same person is. */
  readonly preferencesPath: string;
}

/** A link that is forged; one whose person is gone; or what it leads to. */
export type Behind<T> = { readonly link: 'forged' | 'gone' } | { readonly link: 'good'; readonly of: T };

/** What the person behind a signed link gets and does not get. */
@Injectable()
export class PreferencesService {
  private readonly signer: Signer;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.signer = createSigner(options.secret);
  }

  async unsubscribing(token: string): Promise<Behind<Unsubscribing>> {
    const [linked, named = MARKETING] = this.signer.verify('unsubscribe', token, Date.now()) ?? [];
    if (linked === undefined) return { link: 'forged' };
    const leadId = await leadBehind(this.database.pool, linked);
    if (leadId === null) return { link: 'gone' };
    const purpose = named === EVERY_PURPOSE ? null : named;
    const row = await this.database.row<{ language: Language; name: Text | null }>(
      `SELECT coalesce(language, (SELECT settings ->> 'language' FROM workspace), 'de') AS language, (SELECT name FROM purpose WHERE key = $2) AS name
       FROM lead WHERE id = $1`,
      [leadId, purpose],
    );
    if (row === null) return { link: 'gone' };
    const preferencesPath = `${SIGNED_LINKS.preferences.path}${this.signer.sign('preferences', [leadId])}`;
    return { link: 'good', of: { leadId, language: row.language, purpose, purposeName: row.name, preferencesPath } };
  }

  /** False: the person is gone meanwhile. */
  unsubscribe({ leadId, purpose }: Unsubscribing, fromAll: boolean): Promise<boolean> {
    const wanted = { purpose: fromAll ? null : purpose, everywhere: fromAll, via: 'unsubscribe' };
    return withdraw(this.database.pool, leadId, wanted, { clock: this.options.clock });
  }

  async preferences(token: string): Promise<Behind<Preferences>> {
    const [linked] = this.signer.verify('preferences', token, Date.now()) ?? [];
    if (linked === undefined) return { link: 'forged' };
    const now = await this.database.transaction((tx) => this.options.clock.now(tx));
    const of = await readPreferences(this.database.pool, linked, now);
    return of === null ? { link: 'gone' } : { link: 'good', of };
  }

  /** False: the person is gone meanwhile. */
  save(leadId: string, wish: PreferenceWish): Promise<boolean> {
    return savePreferences(this.database.pool, leadId, wish, { clock: this.options.clock });
  }

  withdrawAll(leadId: string): Promise<boolean> {
    const everything = { purpose: null, everywhere: true, via: 'preferences' };
    return withdraw(this.database.pool, leadId, everything, { clock: this.options.clock });
  }

  async workspace(): Promise<{ language: Language; zone: string }> {
    const row = await this.database.row<{ language: Language | null; zone: string | null }>(
      `SELECT settings ->> 'language' AS language, settings ->> 'zone' AS zone FROM workspace`,
    );
    return { language: row?.language ?? 'de', zone: row?.zone ?? 'Europe/Berlin' };
  }
}
