/** The mark of the product: an open padlock. */
export const Brand = ({ size }: { readonly size: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden style={{ flex: 'none' }}>
    <rect width="24" height="24" rx="5.5" fill="var(--mantine-color-accent-6)" />
    <path d="M8.4 11V8.2a3.4 3.4 0 0 1 6.6-1.1" fill="none" stroke="#fff" strokeWidth="1.9" strokeLinecap="round" />
    <rect x="6.2" y="10.4" width="11.6" height="7.8" rx="1.7" fill="#fff" />
    <circle cx="12" cy="14.3" r="1.35" fill="var(--mantine-color-accent-6)" />
  </svg>
);
