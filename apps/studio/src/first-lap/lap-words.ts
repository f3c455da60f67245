import type { Lap, LapStep } from '@ripen/contracts';

/** What a step says while it is at hand: a key of the section `lap`. */
export function textKeyOf(step: LapStep, lap: Lap) {
  switch (step.key) {
    case 'form':
      return 'lap.form.text';
    case 'confirm':
      return step.place === null ? 'lap.confirm.textOutside' : 'lap.confirm.text';
    case 'journey':
      return lap.lead?.stage === 'park' ? 'lap.journey.textPark' : 'lap.journey.text';
    case 'ripen':
      if (lap.lead?.stage === 'sales_ready') return 'lap.ripen.textRipe';
      return lap.ripeFromMilli === null ? 'lap.ripen.textNever' : 'lap.ripen.text';
    case 'handoff':
      return lap.ownerName === null ? 'lap.handoff.textPool' : 'lap.handoff.text';
    case 'lost':
      return lap.closedAs === null ? 'lap.lost.text' : 'lap.lost.textClosed';
    case 'nurture':
      return 'lap.nurture.text';
  }
}

/** The deeds that are worth showing: those done, and as many open ones as are needed to get ripe, in their order. */
export function deedsToShow({ deeds, lead, ripeFromMilli }: Lap): Lap['deeds'] {
  let missing = (ripeFromMilli ?? Infinity) - (lead?.pointsMilli ?? 0);
  return deeds.filter(({ done, pointsMilli }) => {
    if (done) return true;
    const isNeeded = missing > 0;
    missing -= pointsMilli;
    return isNeeded;
  });
}

/** From the form to being back in nurture; null while somebody is still on the way. Minutes and the seconds over. */
export function lapTime({ steps }: Lap): { readonly minutes: number; readonly seconds: number } | null {
  const began = steps[0]?.doneAt ?? null;
  const ended = steps.at(-1)?.doneAt ?? null;
  if (began === null || ended === null) return null;
  const seconds = Math.max(0, Math.round((ended - began) / 1_000));
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
