export function SegmentsPane() {
  return null
}
