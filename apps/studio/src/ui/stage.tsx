import type { Cell, Stage } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import type { Hue } from '../theme/tokens';
import classes from './stage.module.css';

const STAGE_HUES: Readonly<Record<Stage, Hue>> = {
  park: 'park',
  nurture: 'nurture',
  develop: 'develop',
  sales_ready: 'sales-ready',
};

export function hueOfStage(stage: Stage): Hue {
  return STAGE_HUES[stage];
}

/** How full the ripeness dial stands, in quarters. */
const QUARTERS: Readonly<Partial<Record<Hue, number>>> = { park: 0, nurture: 1, develop: 2, 'sales-ready': 4 };

/** The shape beside every stage colour, so that colour never speaks alone: a dial that fills, then arrow, tick and cross. */
export function HueMark({ hue, size = 12 }: { readonly hue: Hue; readonly size?: number }) {
  const quarters = QUARTERS[hue];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
      className={classes.mark}
      data-hue={hue}
    >
      {quarters === undefined ? <SalesMark hue={hue} /> : <Dial quarters={quarters} />}
    </svg>
  );
}

function Dial({ quarters }: { readonly quarters: number }) {
  const turn = 2 * Math.PI * 2.1;
  return (
    <>
      <circle cx="6" cy="6" r="4.9" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle
        cx="6"
        cy="6"
        r="2.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="4.2"
        strokeDasharray={`${(turn * quarters) / 4} ${turn}`}
        transform="rotate(-90 6 6)"
      />
    </>
  );
}

const SALES_PATHS: Readonly<Partial<Record<Hue, string>>> = {
  'handed-off': 'M2 6h7M6.2 2.8 9.5 6l-3.300 3.200',
  won: 'M2 6.4 4.9 9.2 10.2 3',
  lost: 'M2.8 2.8l6.400 6.400M9.2 2.8 2.8 9.2',
};

function SalesMark({ hue }: { readonly hue: Hue }) {
  return (
    <path
      d={SALES_PATHS[hue]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}

interface HueBadgeProps {
  readonly hue: Hue;
  readonly children: string;
}

export function HueBadge({ hue, children }: HueBadgeProps) {
  return (
    <span className={classes.badge} data-hue={hue}>
      <HueMark hue={hue} />
      {children}
    </span>
  );
}

export function StageBadge({ stage }: { readonly stage: Stage }) {
  const { t } = useTranslation();
  return <HueBadge hue={hueOfStage(stage)}>{t(`words.stage.${stage}`)}</HueBadge>;
}

/** Grade and band in the colour of their stage; the stage's name for those who cannot see the colour. */
export function CellBadge({
  cell,
  stage,
  large = false,
}: {
  readonly cell: Cell;
  readonly stage: Stage;
  readonly large?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <span
      className={classes.cell}
      data-hue={hueOfStage(stage)}
      data-large={large || undefined}
      title={t(`words.stage.${stage}`)}
    >
      {cell}
    </span>
  );
}
