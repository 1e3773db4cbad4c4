/** The program's mark: a page with passages, and stripes in its margin. */
export function Mark({ size }: { size: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 256 256" aria-hidden>
      <rect x="16" y="12" width="224" height="232" rx="44" fill="#1f3a5f" />
      <rect x="52" y="44" width="122" height="168" rx="14" fill="#fbfaf8" />
      <rect x="62" y="80" width="102" height="56" rx="7" fill="#f4dfa6" />
      <g fill="#8a8580">
        <rect x="68" y="66" width="90" height="9" rx="4.5" />
        <rect x="68" y="146" width="90" height="9" rx="4.5" />
        <rect x="68" y="166" width="90" height="9" rx="4.5" />
        <rect x="68" y="186" width="54" height="9" rx="4.5" />
      </g>
      <g fill="#25211b">
        <rect x="68" y="86" width="90" height="9" rx="4.5" />
        <rect x="68" y="104" width="90" height="9" rx="4.5" />
        <rect x="68" y="122" width="66" height="9" rx="4.5" />
      </g>
      <rect x="184" y="66" width="10" height="70" rx="5" fill="#f0b429" />
      <rect x="200" y="86" width="10" height="110" rx="5" fill="#4fb3a5" />
      <rect x="184" y="146" width="10" height="50" rx="5" fill="#e2725b" />
    </svg>
  )
}
