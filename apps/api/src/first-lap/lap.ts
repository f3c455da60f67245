import type { Lap, LapDeed, LapDeedKey, LapStep, LapStepKey } from '@ripen/contracts';
import type { EpochMs, Grade, Language } from '@ripen/domain';
import { type CompiledModel, stageOf } from '@ripen/scoring';
import { EXAMPLE_OFFER, EXAMPLE_PATHS } from '../example-site/example-site';
import type { LapFacts } from './lap-facts.sql';

export interface LapContext {
  /** The anonymous id by which the links of the lap say who comes. */
  readonly visitor: string;
  readonly language: Language;
  readonly hasMailbox: boolean;
  readonly model: CompiledModel | null;
}

/** What the form is filled with so that the example model takes the person for a wished-for customer. */
const A_GOOD_FIT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  de: { position: 'Marketing-Leitung', employees: '12000', industry: 'Anlagenbau' },
  en: { position: 'Head of Marketing', employees: '12000', industry: 'Plant engineering' },
};

type Place = LapStep['place'];
const studio = (href: string): Place => ({ to: 'studio', href });
const page = (path: string, query: Readonly<Record<string, string>>): Place => ({
  to: 'page',
  href: `${path}?${new URLSearchParams(query).toString()}`,
});

/** How far somebody is in the first lap, by what has happened. `facts` is null before the person is anybody here. */
export function lapOf(facts: LapFacts | null, context: LapContext): Lap {
  const done = doneAt(facts);
  const current = (Object.keys(done) as LapStepKey[]).find((key) => done[key] === null);
  const places = placesOf(facts, context);
  const steps = (Object.keys(done) as LapStepKey[]).map((key): LapStep => ({
    key,
    state: done[key] !== null ? 'done' : key === current ? 'current' : 'ahead',
    doneAt: done[key],
    place: places[key],
  }));
  const submitted = facts !== null && facts.submitted_at !== null;
  return {
    steps,
    lead: submitted
      ? {
          id: facts.lead_id,
          displayName: facts.name,
          cell: facts.cell,
          stage: facts.stage,
          pointsMilli: facts.points_milli ?? 0,
        }
      : null,
    ripeFromMilli: ripeFrom(facts?.grade ?? null, context.model),
    deeds: deedsOf(facts, context),
    ownerName: facts?.handoff?.ownerName ?? null,
    closedAs: done.lost === null ? (facts?.handoff?.outcome ?? null) : null,
  };
}

/** In the order of the lap. What came later stands for what must have been before it. */
function doneAt(facts: LapFacts | null): Record<LapStepKey, EpochMs | null> {
  if (facts === null)
    return { form: null, confirm: null, journey: null, ripen: null, handoff: null, lost: null, nurture: null };
  const { handoff, lost_at: lost } = facts;
  const closedUnseen = handoff !== null && handoff.outcome !== null ? handoff.createdAt : null;
  return {
    form: facts.submitted_at,
    confirm: facts.confirmed_at,
    journey: facts.nurture?.enteredAt ?? null,
    ripen: handoff?.createdAt ?? null,
    handoff: handoff?.acceptedAt ?? lost ?? closedUnseen,
    lost,
    nurture: lost === null ? null : (facts.back?.enteredAt ?? null),
  };
}

function placesOf(facts: LapFacts | null, { visitor, language, hasMailbox }: LapContext): Record<LapStepKey, Place> {
  const live = (standing: LapFacts['nurture']): Place => {
    if (!standing) return null;
    const node = standing.nodeId === null ? '' : `&node=${encodeURIComponent(standing.nodeId)}`;
    return studio(`/journeys/${standing.journeyId}?mode=live${node}`);
  };
  const item = facts?.handoff ? studio(`/worklist/${facts.handoff.id}`) : null;
  const leadPage = facts === null ? null : studio(`/leads/${facts.lead_id}`);
  const isOpen = facts?.handoff?.outcome === null;
  return {
    form: page(`/f/${EXAMPLE_OFFER}`, { lang: language, anonymousId: visitor, ...A_GOOD_FIT[language] }),
    confirm: hasMailbox && facts?.email ? mailPlace(facts.confirm_mail_id, facts.email) : null,
    journey: live(facts?.nurture ?? null),
    ripen: leadPage,
    handoff: isOpen ? item : leadPage,
    lost: isOpen ? item : leadPage,
    nurture: live(facts?.back ?? null),
  };
}

/** The mail itself; the mailbox narrowed to the address while it is on its way. */
function mailPlace(id: string | null, address: string): Place {
  return studio(id === null ? `/mailbox?search=${encodeURIComponent(address)}` : `/mailbox/${id}`);
}

const DEED_TYPES: Readonly<Record<LapDeedKey, string>> = {
  mail: 'email_link_clicked',
  webinar: 'webinar_registered',
  topic: 'topic_page_visited',
  second_topic: 'topic_page_visited',
};

function deedsOf(facts: LapFacts | null, { visitor, language, hasMailbox, model }: LapContext): LapDeed[] {
  const asVisitor = { lang: language, anonymousId: visitor };
  const { clicked = 0, registered = 0, topics = 0 } = facts ?? {};
  const deed = (key: LapDeedKey, done: boolean, place: Place): LapDeed => ({
    key,
    done,
    place,
    pointsMilli: model?.pointsMilli.get(DEED_TYPES[key]) ?? 0,
  });
  const mail = hasMailbox && facts?.email ? mailPlace(facts.nurture_mail_id, facts.email) : null;
  return [
    deed('mail', clicked > 0, mail),
    deed('webinar', registered > 0, page(EXAMPLE_PATHS.webinar, asVisitor)),
    deed('topic', topics > 0, page(EXAMPLE_PATHS.topic, asVisitor)),
    deed('second_topic', topics > 1, page(EXAMPLE_PATHS.secondTopic, asVisitor)),
  ];
}

/** The lowest points at which a lead of this grade is sales-ready. */
function ripeFrom(grade: Grade | null, model: CompiledModel | null): number | null {
  if (grade === null || model === null) return null;
  return model.bands.findLast(({ band }) => stageOf(model, grade, band) === 'sales_ready')?.fromMilli ?? null;
}
