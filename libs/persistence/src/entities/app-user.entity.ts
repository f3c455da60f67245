import type { EpochMs, Language, Role, ZoneId } from '@ripen/domain';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { instant } from './columns';

/** A person who uses Ripen. Without a password nobody signs in as them. */
@Entity({ name: 'app_user' })
export class AppUser {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('text')
  language!: Language;

  @Column('text', { nullable: true })
  zone!: ZoneId | null;

  @Column('boolean')
  absent!: boolean;

  @Column('timestamptz', { name: 'disabled_at', nullable: true, transformer: instant })
  disabledAt!: EpochMs | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', transformer: instant })
  createdAt!: EpochMs;
}
