//go:build e2e && linux && cgo

// Command dragsource shows a small window from which a test drags files onto the
// program's, as a file manager would: dragsource X Y PATH…
package main

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>

static void on_data(GtkWidget *w, GdkDragContext *c, GtkSelectionData *data, guint info, guint time, gpointer uris) {
	gtk_selection_data_set_uris(data, uris);
}

static void show(int x, int y, char **uris) {
	gtk_init(NULL, NULL);
	static const GtkTargetEntry targets[] = {{"text/uri-list", 0, 0}};
	GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP);
	gtk_window_set_title(GTK_WINDOW(window), "dragsource");
	gtk_window_set_default_size(GTK_WINDOW(window), 160, 80);
	GtkWidget *box = gtk_event_box_new();
	gtk_container_add(GTK_CONTAINER(window), box);
	gtk_drag_source_set(box, GDK_BUTTON1_MASK, targets, 1, GDK_ACTION_COPY);
	g_signal_connect(box, "drag-data-get", G_CALLBACK(on_data), uris);
	gtk_window_move(GTK_WINDOW(window), x, y);
	gtk_widget_show_all(window);
	gtk_main();
}

static char **list(int n) { return g_new0(char *, n + 1); }
static void put(char **l, int i, char *s) { l[i] = s; }
*/
import "C"

import (
	"net/url"
	"os"
	"runtime"
	"strconv"
)

func main() {
	runtime.LockOSThread()
	x, _ := strconv.Atoi(os.Args[1])
	y, _ := strconv.Atoi(os.Args[2])
	paths := os.Args[3:]
	uris := C.list(C.int(len(paths)))
	for i, p := range paths {
		C.put(uris, C.int(i), C.CString((&url.URL{Scheme: "file", Path: p}).String()))
	}
	C.show(C.int(x), C.int(y), uris)
}
