import type { SlaPolicy } from '@ripen/handoff';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'sla_policy' })
export class SlaPolicyRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  policy!: SlaPolicy;

  @Column('boolean', { name: 'is_default' })
  isDefault!: boolean;
}
