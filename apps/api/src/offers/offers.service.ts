import { Inject, Injectable } from '@nestjs/common';
import type { Offer, OfferBody } from '@ripen/contracts';
import { erasedAmount, newId, OfferRow } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { ApiException, orNotFound } from '../http/api-exception';

interface Counts {
  readonly offer_id: string;
  readonly submitted: number;
  readonly confirmed: number;
}

@Injectable()
export class OffersService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async list(): Promise<Offer[]> {
    const offers = await this.database.repository(OfferRow).find({ order: { createdAt: 'DESC', id: 'DESC' } });
    return this.counted(offers);
  }

  async get(id: string): Promise<Offer> {
    const offer = orNotFound(await this.database.repository(OfferRow).findOneBy({ id }));
    return orNotFound((await this.counted([offer]))[0]);
  }

  /** The offer behind a hosted form; null for one that is unknown or switched off. */
  bySlug(slug: string): Promise<OfferRow | null> {
    return this.database.repository(OfferRow).findOneBy({ slug, active: true });
  }

  async create(body: OfferBody): Promise<Offer> {
    const id = newId();
    await this.save({ ...body, id, wordingVersion: 1 });
    return this.get(id);
  }

  /** Another wording is another version: consents that were given keep the one they were given to. */
  async update(id: string, body: OfferBody): Promise<Offer> {
    const { consentWording, wordingVersion } = orNotFound(await this.database.repository(OfferRow).findOneBy({ id }));
    const same = consentWording.de === body.consentWording.de && consentWording.en === body.consentWording.en;
    await this.save({ ...body, id, wordingVersion: same ? wordingVersion : wordingVersion + 1 });
    return this.get(id);
  }

  private async save(offer: Omit<OfferRow, 'createdAt'>): Promise<void> {
    try {
      await this.database.repository(OfferRow).save(offer);
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'slug' }) : error;
    }
  }

  private async counted(offers: readonly OfferRow[]): Promise<Offer[]> {
    const rows = await this.database.rows<Counts>(
      `SELECT o.id AS offer_id, count(s.id) + ${erasedAmount('submitted', 'o.id')} AS submitted, count(s.confirmed_at) + ${erasedAmount('confirmed', 'o.id')} AS confirmed
       FROM offer o LEFT JOIN form_submission s ON s.offer_id = o.id WHERE o.id = ANY ($1) GROUP BY o.id`,
      [offers.map(({ id }) => id)],
    );
    return offers.map(
      ({ id, slug, title, description, targetUrl, consentWording, active, wordingVersion, createdAt }) => {
        const { submitted = 0, confirmed = 0 } = rows.find((row) => row.offer_id === id) ?? {};
        const formUrl = `${this.options.publicUrl}/f/${slug}`;
        return {
          id,
          slug,
          title,
          description,
          targetUrl,
          consentWording,
          active,
          wordingVersion,
          createdAt,
          formUrl,
          submitted,
          confirmed,
        };
      },
    );
  }
}
