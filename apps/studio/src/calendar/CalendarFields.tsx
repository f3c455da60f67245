import { ActionIcon, Button, Group, Input, Pill, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { type BusinessCalendar, type Weekday, WEEKDAYS } from '@ripen/handoff';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../settings/settings.module.css';
import { useFormat } from '../ui/use-format';
import { holidaysOf, REGION_NAMES, REGIONS } from './holidays';
import { ZONE_NAMES } from './week';

interface CalendarFieldsProps {
  readonly calendar: BusinessCalendar;
  readonly change: (calendar: BusinessCalendar) => void;
  readonly disabled?: boolean;
}

/** When SLA clocks run: around the clock, or the hours of a week in one zone without holidays. */
export function CalendarFields({ calendar, change, disabled = false }: CalendarFieldsProps) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={t('settings.calendar')}>
      <SegmentedControl
        mt={4}
        fullWidth
        disabled={disabled}
        aria-label={t('settings.calendar')}
        value={calendar.always ? 'always' : 'business'}
        onChange={(kind) => change({ ...calendar, always: kind === 'always' })}
        data={[
          { value: 'business', label: t('settings.calendarBusiness') },
          { value: 'always', label: t('settings.calendarAlways') },
        ]}
      />
      {calendar.always ? null : (
        <>
          <Select
            mt="sm"
            label={t('settings.zone')}
            data={ZONE_NAMES}
            searchable
            limit={60}
            allowDeselect={false}
            disabled={disabled}
            value={calendar.zone}
            onChange={(next) => change({ ...calendar, zone: next ?? calendar.zone })}
          />
          <WeekFields hours={calendar.hours} change={(hours) => change({ ...calendar, hours })} disabled={disabled} />
          <HolidayFields
            holidays={calendar.holidays}
            change={(holidays) => change({ ...calendar, holidays })}
            disabled={disabled}
          />
        </>
      )}
    </Input.Wrapper>
  );
}

interface WeekFieldsProps {
  readonly hours: BusinessCalendar['hours'];
  readonly change: (hours: BusinessCalendar['hours']) => void;
  readonly disabled: boolean;
}

function WeekFields({ hours, change, disabled }: WeekFieldsProps) {
  return (
    <dl className={classes.week}>
      {WEEKDAYS.map((weekday) => (
        <DayFields
          key={weekday}
          weekday={weekday}
          spans={hours[weekday] ?? []}
          change={(spans) => change({ ...hours, [weekday]: spans })}
          disabled={disabled}
        />
      ))}
    </dl>
  );
}

interface Span {
  readonly from: string;
  readonly to: string;
}

interface DayFieldsProps {
  readonly weekday: Weekday;
  readonly spans: readonly Span[];
  readonly change: (spans: Span[]) => void;
  readonly disabled: boolean;
}

function DayFields({ weekday, spans, change, disabled }: DayFieldsProps) {
  const { t } = useTranslation();
  const name = t(`words.weekday.${weekday}`);
  const set = (index: number, part: Partial<Span>): void =>
    change(spans.map((span, at) => (at === index ? { ...span, ...part } : span)));
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {spans.length === 0 ? <span className={classes.quiet}>{t('settings.closed')}</span> : null}
        {spans.map((span, index) => (
          <Group key={index} gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              type="time"
              disabled={disabled}
              aria-label={`${name} ${t('settings.from')}`}
              value={span.from}
              onChange={(event) => set(index, { from: event.currentTarget.value })}
            />
            –
            <TextInput
              size="xs"
              type="time"
              disabled={disabled}
              aria-label={`${name} ${t('settings.to')}`}
              value={span.to}
              onChange={(event) => set(index, { to: event.currentTarget.value })}
              error={span.from >= span.to}
            />
            {disabled ? null : (
              <ActionIcon
                size="sm"
                aria-label={t('settings.removeSpan', { weekday: name })}
                onClick={() => change(spans.filter((_, at) => at !== index))}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {disabled ? null : (
          <ActionIcon
            size="sm"
            aria-label={t('settings.addSpan', { weekday: name })}
            onClick={() => change([...spans, { from: spans.at(-1)?.to ?? '09:00', to: '17:00' }])}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </dd>
    </>
  );
}

interface HolidayFieldsProps {
  readonly holidays: readonly string[];
  readonly change: (holidays: string[]) => void;
  readonly disabled: boolean;
}

function HolidayFields({ holidays, change, disabled }: HolidayFieldsProps) {
  const { t } = useTranslation();
  const { day: dayName } = useFormat();
  const [day, setDay] = useState('');
  const add = (days: readonly string[]): void => change([...new Set([...holidays, ...days])].sort());
  const year = new Date().getFullYear();
  return (
    <Input.Wrapper label={t('settings.holidays')} description={t('settings.holidaysHint')} mt="sm">
      <ul className={classes.days}>
        {holidays.map((each) => (
          <li key={each}>
            <Pill
              withRemoveButton={!disabled}
              onRemove={() => change(holidays.filter((other) => other !== each))}
              removeButtonProps={{
                'aria-label': t('settings.holidayRemove', { day: dayName(each) }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {dayName(each)}
            </Pill>
          </li>
        ))}
      </ul>
      {holidays.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('common.none')}
        </Text>
      ) : null}
      {disabled ? null : (
        <Group gap="xs" align="flex-end" mt={4}>
          <Select
            size="xs"
            placeholder={t('settings.holidaysFill')}
            aria-label={t('settings.holidaysFill')}
            data={REGIONS.map((value) => ({ value, label: REGION_NAMES[value] }))}
            value={null}
            onChange={(region) => {
              if (region !== null) add([year, year + 1, year + 2].flatMap((each) => [...holidaysOf(region, each)]));
            }}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={t('settings.holidayAdd')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={day === ''}
            onClick={() => {
              add([day]);
              setDay('');
            }}
          >
            {t('common.add')}
          </Button>
        </Group>
      )}
    </Input.Wrapper>
  );
}
