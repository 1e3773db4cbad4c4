export function MemosPane() {
  return null
}
