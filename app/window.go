package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"articula/app/bridge"
	"articula/app/profile"
	"articula/app/webview"
)

//go:embed icon.png
var icon []byte

// ownOrigin is that of the program's page on Linux and macOS, as the window
// library names it.
const ownOrigin = "wails://wails"

// window is the one window of the program.
type window struct {
	desk      *bridge.Desk
	profile   *profile.Profile
	selfCheck bool
	code      int // exit code
	shown     sync.Once
}

func (w *window) options(pages fs.FS) *options.App {
	size := w.profile.Window()
	state := options.Normal
	if size.Maximised {
		state = options.Maximised
	}
	return &options.App{
		Title:            "Articula",
		Width:            size.Width,
		Height:           size.Height,
		MinWidth:         profile.MinWidth,
		MinHeight:        profile.MinHeight,
		WindowStartState: state,
		StartHidden:      true, // until the page is there: no white flash
		BackgroundColour: background(w.profile.Preferences().Theme),
		AssetServer: &assetserver.Options{
			// Our handler takes every request before the window library's file server would.
			Assets: pages,
			Middleware: func(http.Handler) http.Handler {
				return w.desk.Pages(pages)
			},
		},
		Bind:           w.desk.Bound(),
		ErrorFormatter: bridge.FormatError,
		// No origin but the page's own, which the library always allows.
		BindingsAllowedOrigins: "",
		// The library must not take files dropped on the page: it delivers their paths by
		// way of the page, and the page would navigate to them. Package webview takes them.
		DragAndDrop: &options.DragAndDrop{EnableFileDrop: false, DisableWebViewDrop: true},
		// The menu of the right button is made by package webview, for text fields only.
		EnableDefaultContextMenu:         true,
		EnableFraudulentWebsiteDetection: false, // it would ask a server about addresses
		Logger:                           bridge.LibraryLog{Journal: w.desk.Journal()},
		LogLevel:                         logger.WARNING,
		LogLevelProduction:               logger.WARNING,
		OnStartup:                        w.start,
		OnDomReady:                       w.ready,
		OnBeforeClose:                    w.closing,
		OnShutdown:                       func(context.Context) { w.desk.Stop() },
		Linux:                            &linux.Options{Icon: icon, ProgramName: "articula-desktop"},
		Windows:                          &windows.Options{Theme: windows.SystemDefault},
	}
}

// background is what shows before the page: the canvas colour of the theme.
func background(theme string) *options.RGBA {
	switch theme {
	case "dark":
		return options.NewRGB(0x16, 0x18, 0x1c)
	case "contrast":
		return options.NewRGB(0, 0, 0)
	default:
		return options.NewRGB(0xfb, 0xfa, 0xf8)
	}
}

// start runs beside the window's own thread as soon as that turns.
func (w *window) start(ctx context.Context) {
	w.desk.Ready(ctx)
	journal := w.desk.Journal()
	wait, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if sabotage("lock") {
		return
	}
	lock, err := webview.Attach(wait, ownOrigin, webview.Hooks{
		Dropped:  w.desk.Dropped,
		Hovering: w.desk.Hovering,
		Blocked:  journal.Blocked,
		Crashed: func(again bool) {
			journal.Note("page-ended")
			if !again {
				go runtime.Quit(ctx) // every change was saved when it was made
			}
		},
	})
	switch {
	case err == nil:
		w.desk.HoldLock(lock.Check)
	case errors.Is(err, webview.ErrNoLock):
		// The system offers none; what holds instead stands in package webview.
		w.desk.HoldLock(func(context.Context) error { return nil })
	default:
		journal.Note("not-locked")
		w.desk.HoldLock(func(context.Context) error { return err })
	}
}

// ready runs whenever the page has been loaded.
func (w *window) ready(ctx context.Context) {
	w.shown.Do(func() {
		runtime.WindowSetMinSize(ctx, profile.MinWidth, profile.MinHeight)
		runtime.WindowShow(ctx)
		remote(ctx, w.desk)
		if w.selfCheck {
			go w.check(ctx)
		}
	})
}

// check prints whether projects can be opened in this window, and closes it.
func (w *window) check(ctx context.Context) {
	result := struct {
		Version string          `json:"version"`
		Locked  bool            `json:"locked"`
		Error   *bridge.Failure `json:"error,omitempty"`
	}{Version: version, Locked: true}
	if err := w.desk.MayOpen(ctx); err != nil {
		w.code = 1
		result.Locked = false
		f := bridge.FailureOf(err)
		result.Error = &f
	}
	line, err := json.Marshal(result)
	if err != nil {
		line = []byte(err.Error())
	}
	fmt.Println(string(line))
	runtime.Quit(ctx)
}

// closing remembers the window. While a job runs it asks first, and what stands in the
// fields of the page is kept before the window goes.
func (w *window) closing(ctx context.Context) (prevent bool) {
	if !w.desk.MayClose(ctx, func() { runtime.Quit(ctx) }) {
		return true
	}
	width, height := runtime.WindowGetSize(ctx)
	err := w.profile.SaveWindow(profile.Window{
		Width: width, Height: height, Maximised: runtime.WindowIsMaximised(ctx),
	})
	if err != nil {
		w.desk.Journal().Note("window-not-remembered")
	}
	return false
}
