import type { EpochMs, Text } from '@ripen/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instant } from './columns';

/** A content offer. */
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

  /** Null: a file is handed out, or nothing yet. */
  @Column('text', { name: 'target_url', nullable: true })
  targetUrl!: string | null;

  @Column('uuid', { name: 'file_id', nullable: true })
  fileId!: string | null;

  @Column('text')
  topic!: string;

  @Column('text')
  persona!: string;

  @Column('text', { nullable: true })
  phase!: 'awareness' | 'consideration' | 'decision' | null;

  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true, transformer: instant })
  archivedAt!: EpochMs | null;

  @Column('boolean')
  active!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', transformer: instant })
  createdAt!: EpochMs;
}
