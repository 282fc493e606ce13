/** The three kinds of staff. A role is fixed by a lead, never chosen by the person. */
export const roles = ['agent', 'reviewer', 'lead'] as const;
export type Role = (typeof roles)[number];

/** What a guard may ask for, `noun:verb`. */
export const permissions = [
  'queue:read',
  'case:read',
  'case:open',
  'case:work',
  'case:close',
  'case:stop',
  'case:assign',
  'case:unfreeze',
  'link:send',
  'evidence:view',
  'decision:make',
  'disable:resume',
  'approval:revoke',
  'mail:read',
  'mail:retry',
  'mail:write',
  'staff:read',
  'staff:manage',
  'audit:verify',
  'policy:read',
  'policy:change',
  'guidance:read',
  'guidance:manage',
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = [
  'queue:read',
  'case:read',
  'case:stop',
  'mail:read',
  'staff:read',
  'audit:verify',
  'policy:read',
  'guidance:read',
];

/** Who may do what. Agents never see ID pictures; leads never decide (PRODUCT.md, table of people). */
export const grants: Readonly<Record<Role, readonly Permission[]>> = {
  agent: [...everyone, 'case:open', 'case:work', 'case:close', 'case:assign', 'link:send', 'mail:retry', 'mail:write'],
  reviewer: [
    ...everyone,
    'case:close',
    'case:assign',
    'evidence:view',
    'decision:make',
    'disable:resume',
    'approval:revoke',
  ],
  lead: [
    ...everyone,
    'case:assign',
    'case:close',
    'approval:revoke',
    'case:unfreeze',
    'mail:retry',
    'mail:write',
    'staff:manage',
    'guidance:manage',
    'policy:change',
  ],
};

/** Whether a role holds a permission. */
export const may = (role: Role, permission: Permission): boolean => grants[role].includes(permission);

/** The roles that hold a permission, for a refusal that says who may. */
export const whoMay = (permission: Permission): readonly Role[] => roles.filter((role) => may(role, permission));
