//go:build e2e

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"os"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"articula/app/bridge"
)

// remote lets an end-to-end test drive the real window: it listens on the unix
// socket named by ARTICULA_E2E_SOCKET, in a folder of the test's own. Each line is a
// request {"script": "…"}, an expression run in the page, or {"check": true}; each
// answer is a line {"value": …} or {"error": "…"}. It is compiled with the tag e2e
// only, into programs that are never given to anybody.
func remote(ctx context.Context, desk *bridge.Desk) {
	path := os.Getenv("ARTICULA_E2E_SOCKET")
	if path == "" {
		return
	}
	_ = os.Remove(path) // a program that was killed leaves it behind
	listener, err := net.Listen("unix", path)
	if err != nil {
		panic(err)
	}
	go func() {
		<-ctx.Done()
		listener.Close()
	}()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(ctx, desk, conn)
		}
	}()
}

// sabotage says whether a test wants a protection left out, to see that it notices.
func sabotage(what string) bool { return os.Getenv("ARTICULA_E2E_SABOTAGE") == what }

func serve(ctx context.Context, desk *bridge.Desk, conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var request struct {
			Script string `json:"script"`
			Check  bool   `json:"check"`
			Limit  int    `json:"limit"` // milliseconds to wait for the page, 20,000 unless told
		}
		answer, limit := map[string]any{}, 20*time.Second
		switch err := json.Unmarshal(lines.Bytes(), &request); {
		case err != nil:
			answer["error"] = err.Error()
		case request.Check:
			if err := desk.MayOpen(ctx); err != nil {
				answer["error"] = err.Error()
			} else {
				answer["value"] = "locked"
			}
		default:
			if request.Limit > 0 {
				limit = time.Duration(request.Limit) * time.Millisecond
			}
			script, result := desk.Script(request.Script)
			runtime.WindowExecJS(ctx, script)
			select {
			case r := <-result:
				answer = nil
				if err := json.Unmarshal([]byte(r), &answer); err != nil {
					answer = map[string]any{"error": err.Error()}
				}
			case <-time.After(limit):
				answer["error"] = "the page did not answer"
			}
		}
		line, _ := json.Marshal(answer)
		if _, err := conn.Write(append(line, '\n')); err != nil {
			return
		}
	}
}
