import type { EpochMs } from '@ripen/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instant } from './columns';

/** A mail that the built-in mailbox took. */
@Entity({ name: 'inbox_mail' })
export class InboxMail {
  @PrimaryColumn('uuid')
  id!: string;

  @CreateDateColumn({ name: 'received_at', type: 'timestamptz', transformer: instant })
  receivedAt!: EpochMs;

  @Column('text')
  sender!: string;

  @Column('text', { array: true })
  recipients!: string[];

  @Column('text')
  subject!: string;

  @Column('text', { nullable: true })
  html!: string | null;

  @Column('text', { name: 'body_text', nullable: true })
  bodyText!: string | null;

  @Column('jsonb')
  headers!: Record<string, string>;

  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;
}
