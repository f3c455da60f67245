/** What a user may do. One role per user. */
export const ROLES = ['admin', 'marketer', 'sales_manager', 'sales_rep'] as const;
export type Role = (typeof ROLES)[number];
