import type { Actor, Handoff, HandoffAction, Team } from './state';

type ActionName = HandoffAction['action'];

const WORK: readonly ActionName[] = ['contact', 'follow_up', 'bant', 'quote', 'won', 'lost'];

/** What a person may do to a handoff as it stands, for the buttons of a screen. `act` decides; this only promises not to offer in vain. */
export function allowedActions(input: {
  readonly state: Handoff;
  readonly team: Team;
  readonly actor: Actor;
}): readonly ActionName[] {
  const { state, team, actor } = input;
  if (state.state === 'closed') return [];
  const theirs = state.ownerId !== null && (actor.manages || state.ownerId === actor.userId);
  const isMember = team.members.some((member) => member.userId === actor.userId);
  const actions: ActionName[] = [];
  if (state.state === 'offered' && theirs) actions.push('accept', 'reject');
  if (state.state === 'pool' && isMember) actions.push('claim');
  if (state.state === 'pool' && actor.manages) actions.push('reject');
  if (state.state === 'accepted' && theirs) actions.push(...WORK, 'reject');
  if (actor.manages && team.members.length > 0) actions.push('reassign');
  return actions;
}
