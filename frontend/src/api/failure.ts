import { kinds, type Failure, type Kind } from './types'

/** An error of the program: what happened, in a form that screens can show. */
export class ApiError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'ApiError'
    this.failure = failure
  }
  get kind(): Kind {
    return this.failure.kind
  }
}

/** What is shown when the program's answer is not one that it gives. */
const unknown: Failure = {
  kind: 'internal',
  code: 'internal',
  message: 'Something went wrong inside the program. What was saved before is kept. Please report it with the log.',
  args: {},
}

function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false
  const v = value as Record<string, unknown>
  return (
    typeof v['code'] === 'string' &&
    typeof v['message'] === 'string' &&
    typeof v['args'] === 'object' &&
    v['args'] !== null &&
    kinds.includes(v['kind'] as Kind)
  )
}

/**
 * Makes an ApiError of whatever a call or a fetch was rejected with. The program
 * sends its errors as JSON text, which the window library puts into an Error.
 */
export function toApiError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason
  if (isFailure(reason)) return new ApiError(reason)
  const text = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : ''
  try {
    const parsed: unknown = JSON.parse(text)
    if (isFailure(parsed)) return new ApiError(parsed)
  } catch {
    // not JSON: an error of the library, whose words are not for people
  }
  return new ApiError(unknown)
}
