import { Button, Menu } from '@mantine/core';
import type { LeadDetail, SetCategoryBody } from '@ripen/contracts';
import {
  IconChevronDown,
  IconEraser,
  IconFileExport,
  IconFileText,
  IconPlusMinus,
  IconSitemap,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { EraseLeadDialog } from '../privacy/EraseLeadDialog';
import { useMay } from '../session/session';
import { notifyDone, notifyFailure } from '../ui/notices';
import { AdjustPointsDialog } from './AdjustPointsDialog';
import { EnrolDialog } from './EnrolDialog';

const CATEGORIES = [
  { value: 'pseudo', word: 'leads.categoryPseudo' },
  { value: 'not_pseudo', word: 'leads.categoryNot' },
  { value: 'auto', word: 'leads.categoryAuto' },
] as const satisfies readonly { value: SetCategoryBody['category']; word: string }[];

/** What a person may do to a lead by hand. Nothing to do: no button. */
export function LeadActions({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'adjust' | 'enrol' | 'erase' | null>(null);
  const close = (): void => setDialog(null);
  if (!may('adjustLeadPoints') && !may('setLeadCategory') && !may('enrolLead')) return null;
  return (
    <>
      <Menu position="bottom-end" width={260} withinPortal={false}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('leads.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may('enrolLead') ? (
            <Menu.Item leftSection={<IconSitemap size={16} />} onClick={() => setDialog('enrol')}>
              {t('leads.enrol')}
            </Menu.Item>
          ) : null}
          {may('adjustLeadPoints') ? (
            <Menu.Item leftSection={<IconPlusMinus size={16} />} onClick={() => setDialog('adjust')}>
              {t('leads.adjust')}
            </Menu.Item>
          ) : null}
          {may('setLeadCategory') ? <CategoryItems lead={lead} /> : null}
          {may('eraseLead') ? <PrivacyItems lead={lead} erase={() => setDialog('erase')} /> : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'adjust' ? <AdjustPointsDialog leadId={lead.id} close={close} /> : null}
      {dialog === 'erase' ? <EraseLeadDialog lead={lead} close={close} /> : null}
      {dialog === 'enrol' ? <EnrolDialog leadId={lead.id} close={close} /> : null}
    </>
  );
}

/** What a person may ask for: their data, and to be forgotten. */
function PrivacyItems({ lead, erase }: { readonly lead: LeadDetail; readonly erase: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        component="a"
        href={`/api/leads/${lead.id}/export-page?language=${language}`}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconFileText size={16} />}
      >
        {t('privacy.exportRead')}
      </Menu.Item>
      <Menu.Item component="a" href={`/api/leads/${lead.id}/export`} leftSection={<IconFileExport size={16} />}>
        {t('privacy.exportFile')}
      </Menu.Item>
      <Menu.Item color="red" leftSection={<IconEraser size={16} />} onClick={erase}>
        {t('privacy.erase')}
      </Menu.Item>
    </>
  );
}

function CategoryItems({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const setCategory = useApiAction('setLeadCategory', ['getLead', 'listLeads', 'getLeadTimeline']);
  const current = lead.categoryByHand ?? 'auto';
  const choose = (category: SetCategoryBody['category']): void =>
    setCategory.mutate(
      { params: { id: lead.id }, body: { category } },
      { onError: notifyFailure, onSuccess: () => notifyDone(t('common.saved')) },
    );
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('leads.categoryTitle')}</Menu.Label>
      <Menu.RadioGroup
        value={current}
        onChange={(value) => choose(CATEGORIES.find((category) => category.value === value)?.value ?? 'auto')}
      >
        {CATEGORIES.map(({ value, word }) => (
          <Menu.RadioItem key={value} value={value} closeMenuOnClick>
            {t(word)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
