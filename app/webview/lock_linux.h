#ifndef ARTICULA_WEBVIEW_LOCK_H
#define ARTICULA_WEBVIEW_LOCK_H

#include <stdint.h>

// lock_request asks the thread of the window to attach the hooks (attach != 0) or
// to look whether they still hold. The answer comes through goLockAnswer.
typedef struct {
	uintptr_t lock;    // handle of the Go side
	uintptr_t request; // handle of the waiting request
	char *origin;      // "wails://wails", owned by the request
	int attach;
} lock_request;

// lock_post hands the request to the thread of the window, which frees it.
void lock_post(lock_request *request);

#endif
