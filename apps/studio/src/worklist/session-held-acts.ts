import type { Dossier } from '@ripen/contracts';
import i18next from 'i18next';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '../api/client';
import { ApiFailure } from '../api/failure';
import { queryClient } from '../api/queries';
import { notifyDone } from '../ui/notices';
import { AFTER_ACTION } from './handoff-actions';
import { type HeldAct, holdMs } from './held-act';
import { HeldActs, type ShownAct } from './held-acts';

const STORE_PREFIX = 'ripen-held-act:';

/** Whose acts are held: entries of others who used this browser are left alone. */
let holder = '';

/** The acts of whoever is signed in. They outlive every screen, so they belong to the page and not to a component. */
export const heldActs = new HeldActs({
  send,
  isAsBefore,
  done: (act) => {
    notifyDone(i18next.t(`worklist.done.${act.action}`));
    return Promise.all(AFTER_ACTION.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  },
  store: {
    all: () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(keyOf('')))
        .map((key) => localStorage.getItem(key) ?? ''),
    set: (handoffId, text) => localStorage.setItem(keyOf(handoffId), text),
    remove: (handoffId) => localStorage.removeItem(keyOf(handoffId)),
  },
  now: () => Date.now(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

function keyOf(handoffId: string): string {
  return `${STORE_PREFIX}${holder}:${handoffId}`;
}

function send(act: HeldAct, { leaving }: { readonly leaving: boolean }): Promise<unknown> {
  const params = { id: act.handoffId };
  const how = { keepalive: leaving };
  switch (act.action) {
    case 'won':
      return api('winHandoff', { params, body: act.body }, undefined, how);
    case 'lost':
      return api('loseHandoff', { params, body: act.body }, undefined, how);
    case 'reject':
      return api('rejectHandoff', { params, body: act.body }, undefined, how);
    case 'reassign':
      return api('reassignHandoff', { params, body: act.body }, undefined, how);
  }
}

/** A handoff that may not be seen any more has gone its way, and so has the act. */
async function isAsBefore({ handoffId, before }: HeldAct): Promise<boolean> {
  try {
    const { state, owner } = await api('getHandoff', { params: { id: handoffId } });
    return state === before.state && (owner?.id ?? null) === before.ownerId;
  } catch (error) {
    if (error instanceof ApiFailure && error.code === 'not_found') return false;
    throw error;
  }
}

/** Begins and ends with the screens of a signed-in person: looks for what an earlier page left, sends what is held when the page goes. */
export function useHeldActsOf(userId: string): void {
  useEffect(() => {
    holder = userId;
    heldActs.restore();
    const leave = (): void => void heldActs.flush({ leaving: true });
    // A phone may end a page in the background without another word.
    const hide = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      heldActs.close();
    };
  }, [userId]);
}

type RequestOf<A> = A extends HeldAct ? Pick<A, 'action' | 'body'> : never;

/** Holds an act on the handoff of a dossier for as long as its clock allows. */
export function holdFor({ id, lead, state, owner, clock }: Dossier, request: RequestOf<HeldAct>): void {
  const now = Date.now();
  heldActs.hold({
    ...request,
    handoffId: id,
    leadName: lead.displayName,
    before: { state, ownerId: owner?.id ?? null },
    sendAt: now + holdMs(clock, now),
  });
}

export function useHeldActs(): readonly ShownAct[] {
  return useSyncExternalStore(heldActs.subscribe, heldActs.all);
}

/** Handoffs whose act is on its way: for the lists they are done. */
export function useHandoffsOnTheirWay(): ReadonlySet<string> {
  const acts = useHeldActs();
  return useMemo(() => new Set(acts.filter(({ phase }) => phase !== 'failed').map(({ act }) => act.handoffId)), [acts]);
}
