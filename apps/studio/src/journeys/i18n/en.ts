/** Words of the journey screens; reached as `t('journeys.…')`. */
export const journeys = {
  title: 'Journeys',
} as const;
