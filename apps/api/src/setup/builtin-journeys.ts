import type { Language } from '@ripen/domain';
import { offerDelivery } from '@ripen/journey';
import { createJourney, publishJourney, type Tx } from '@ripen/persistence';

/** Journeys that the product cannot do without, once each. They are drawn by nobody and listed nowhere. */
export async function installBuiltinJourneys(tx: Tx, language: Language): Promise<void> {
  const { rowCount } = await tx.query(`SELECT 1 FROM journey WHERE builtin = 'offer_delivery'`);
  if (rowCount !== 0) return;
  const name = language === 'de' ? 'Zustellung von Inhalten' : 'Delivery of content';
  const journeyId = await createJourney(tx, {
    name,
    graph: offerDelivery({ language }),
    builtin: 'offer_delivery',
    userId: null,
  });
  await publishJourney(tx, { journeyId, userId: null, comment: '' });
}
