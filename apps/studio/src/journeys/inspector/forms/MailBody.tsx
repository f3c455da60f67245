import { ActionIcon, Button, Group, Menu, Textarea, Tooltip } from '@mantine/core';
import { MAIL_VARIABLES, type MailVariable } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { IconBold, IconLink, IconList, IconVariable, type TablerIcon } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/use-format';
import classes from './mail.module.css';
import {
  insertText,
  linkOf,
  listItems,
  surround,
  type TextCursor,
  VARIABLE_GROUPS,
  variableText,
} from './mail-variables';

interface BodyProps {
  readonly language: Language;
  readonly value: string;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (body: string) => void;
}

/** The text of a mail, with what it may read and the few marks it knows at hand. */
export function MailBody({ language, value, error, readOnly, onChange }: BodyProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const edit = useTextEdits(area, { value, onChange });
  return (
    <div>
      {!readOnly && (
        <Group gap={2} justify="flex-end" className={classes.tools}>
          <Mark
            icon={IconBold}
            label={t('journeys.mail.bold')}
            onClick={() =>
              edit((cursor) => surround(cursor, { before: '**', after: '**', word: t('journeys.mail.boldWord') }))
            }
          />
          <Mark
            icon={IconLink}
            label={t('journeys.mail.link')}
            onClick={() =>
              edit((cursor) =>
                surround(cursor, { before: '[', after: '](https://)', word: t('journeys.mail.linkWord') }),
              )
            }
          />
          <Mark icon={IconList} label={t('journeys.mail.list')} onClick={() => edit(listItems)} />
          <VariableMenu onChoose={(piece) => edit((cursor) => insertText(cursor, piece))} />
        </Group>
      )}
      <Textarea
        ref={area}
        label={t('journeys.form.body')}
        description={t('journeys.form.bodyHint')}
        lang={language}
        autosize
        minRows={10}
        maxRows={24}
        maxLength={50_000}
        error={error}
        value={value}
        classNames={{ input: classes.body ?? '' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function useTextEdits(
  area: React.RefObject<HTMLTextAreaElement | null>,
  { value, onChange }: Pick<BodyProps, 'value' | 'onChange'>,
) {
  const wanted = useRef<TextCursor | null>(null);
  // The cursor can only be set once the new text stands in the field.
  useLayoutEffect(() => {
    if (!wanted.current || !area.current) return;
    area.current.focus();
    area.current.setSelectionRange(wanted.current.start, wanted.current.end);
    wanted.current = null;
  });
  return (change: (cursor: TextCursor) => TextCursor): void => {
    const { selectionStart, selectionEnd } = area.current ?? {
      selectionStart: value.length,
      selectionEnd: value.length,
    };
    const next = change({ text: value, start: selectionStart, end: selectionEnd });
    onChange(next.text);
    wanted.current = next;
  };
}

function Mark({ icon: Icon, label, onClick }: { icon: TablerIcon; label: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={onClick}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function VariableMenu({ onChoose }: { onChoose: (piece: string) => void }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const textOf = (path: MailVariable): string => {
    const link = linkOf(path);
    return variableText(path, link === null ? '' : t(`journeys.linkLabel.${link}`));
  };
  return (
    <Menu position="bottom-end" shadow="md" returnFocus={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconVariable size={16} aria-hidden />}>
          {t('journeys.mail.variable')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {[...VARIABLE_GROUPS].map(([group, paths]) => (
          <div key={group}>
            <Menu.Label>{t(`journeys.variableGroup.${group}`)}</Menu.Label>
            {paths.map((path) => (
              <Menu.Item
                key={path}
                onClick={() => onChoose(textOf(path))}
                rightSection={<code className={classes.code}>{path}</code>}
              >
                {text(MAIL_VARIABLES[path])}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
