import type { LintContext, Names } from '@ripen/journey';
import { useMemo } from 'react';
import { useApi } from '../../api/queries';
import { useLanguage } from '../../i18n/use-language';
import { usePurposes } from '../../privacy/use-purposes';
import { useMay, useZone } from '../../session/session';

const NO_NODES = {};

/** Teams, offers and SLA policies: what nodes hold only the id of. */
function useMentioned() {
  const may = useMay();
  const teams = useApi('listTeams', {}, { enabled: may('listTeams') }).data?.items;
  const offers = useApi('listOffers', {}, { enabled: may('listOffers') }).data?.items;
  const policies = useApi('listSlaPolicies', {}, { enabled: may('listSlaPolicies') }).data?.items;
  const purposes = usePurposes();
  return { teams, offers, policies, purposes };
}

/** The names that the workspace gave them. */
export function useNames(): Names {
  const language = useLanguage();
  const zone = useZone();
  const { teams, offers } = useMentioned();
  return useMemo(
    () => ({
      teams: Object.fromEntries(teams?.map(({ id, name }) => [id, name]) ?? []),
      offers: Object.fromEntries(offers?.map(({ slug, title }) => [slug, title[language]]) ?? []),
      nodes: NO_NODES,
      zone,
    }),
    [teams, offers, language, zone],
  );
}

/** Which of them exist, for the check. What is not loaded yet is not checked. */
export function useLintContext(): LintContext {
  const { teams, offers, policies, purposes } = useMentioned();
  return useMemo(
    () => ({
      ...(teams && { teams: teams.map(({ id }) => id) }),
      ...(offers && { offers: offers.map(({ slug }) => slug) }),
      ...(policies && { policies: policies.map(({ id }) => id) }),
      ...(purposes && {
        purposes: purposes.map(({ key, needsConsent, active, channels }) => ({
          key,
          needsConsent,
          mail: active && channels.includes('email'),
        })),
      }),
    }),
    [teams, offers, policies, purposes],
  );
}
