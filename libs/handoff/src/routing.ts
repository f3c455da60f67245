import type { Handoff, Team } from './state';

/**
 * Who is asked next: the team in its order, beginning after whoever was asked last (for a new handoff, after the member who got the
 * team's last one). Absent members and those who declined are passed over; nobody is asked again before everybody was, and nobody more
 * than `rounds` times. Null: nobody is left.
 */
export function nextMember(input: {
  readonly team: Team;
  readonly handoff: Pick<Handoff, 'offers' | 'declined'>;
  readonly rounds: number;
}): string | null {
  const { team, handoff, rounds } = input;
  const asked = (userId: string): number => handoff.offers.filter((offered) => offered === userId).length;
  const open = membersAfter(team, handoff.offers.at(-1) ?? team.lastAssigned).filter(
    (member) => !member.absent && !handoff.declined.includes(member.userId) && asked(member.userId) < rounds,
  );
  const fewest = Math.min(...open.map((member) => asked(member.userId)));
  return open.find((member) => asked(member.userId) === fewest)?.userId ?? null;
}

/** Members who are there and did not decline: they are told about the pool. */
export function availableMembers(team: Team, handoff: Pick<Handoff, 'declined'>): readonly string[] {
  return team.members
    .filter((member) => !member.absent && !handoff.declined.includes(member.userId))
    .map((member) => member.userId);
}

function membersAfter(team: Team, userId: string | null): Team['members'] {
  const start = team.members.findIndex((member) => member.userId === userId) + 1;
  return [...team.members.slice(start), ...team.members.slice(0, start)];
}
