import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'team' })
export class TeamRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('uuid', { name: 'manager_id', nullable: true })
  managerId!: string | null;
}

/** A member's place in the team's round robin. */
@Entity({ name: 'team_member' })
export class TeamMemberRow {
  @PrimaryColumn('uuid', { name: 'team_id' })
  teamId!: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @Column('int')
  position!: number;
}
