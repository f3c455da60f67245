import type { EpochMs, Text } from '@ripen/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instant } from './columns';

/** A content offer and its hosted form. */
@Entity({ name: 'offer' })
export class OfferRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  slug!: string;

  @Column('jsonb')
  title!: Text;

  @Column('jsonb')
  description!: Text;

  @Column('text', { name: 'target_url' })
  targetUrl!: string;

  @Column('jsonb', { name: 'consent_wording' })
  consentWording!: Text;

  /** Goes up with every change of the wording. */
  @Column('int', { name: 'wording_version' })
  wordingVersion!: number;

  @Column('boolean')
  active!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', transformer: instant })
  createdAt!: EpochMs;
}
