import type { EpochMs } from '@ripen/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instant } from './columns';

/** A write key or an API key; of the key itself only a hash is kept. */
@Entity({ name: 'api_key' })
export class ApiKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: 'write' | 'api';

  @Column('text')
  name!: string;

  /** The first characters, to tell keys apart. */
  @Column('text')
  prefix!: string;

  @Column('text', { name: 'key_hash' })
  keyHash!: string;

  /** What an API key may do; of a write key empty. */
  @Column('text', { array: true })
  scopes!: string[];

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', transformer: instant })
  createdAt!: EpochMs;

  @Column('timestamptz', { name: 'last_used_at', nullable: true, transformer: instant })
  lastUsedAt!: EpochMs | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true, transformer: instant })
  revokedAt!: EpochMs | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true, transformer: instant })
  expiresAt!: EpochMs | null;
}
