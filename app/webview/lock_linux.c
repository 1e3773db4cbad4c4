//go:build linux && webkit2_41 && cgo

#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <webkit2/webkit2.h>

#include "_cgo_export.h"
#include "lock_linux.h"

#define MAX_HOOKS 32
#define MAX_CRASHES 3

// lock_state belongs to the thread of the window; nothing else touches it.
typedef struct {
	uintptr_t handle;
	char *origin;
	WebKitWebView *view;
	GtkWidget *window;
	GObject *hooked[MAX_HOOKS];
	gulong ids[MAX_HOOKS];
	int hooks;
	gulong library_messages; // the window library's own handler of messages
	gboolean passing;        // a message that passed the gate is being handed on
	int crashes;
	gboolean over;
} lock_state;

static void blocked(lock_state *s, const char *kind, const char *address) {
	goLockBlocked(s->handle, (char *)kind, (char *)(address ? address : ""));
}

// own says whether the address is on the program's origin: equal to it, or going
// on with a path, a query or a fragment. "wails://wails.evil" is not.
static gboolean own(lock_state *s, const char *address) {
	size_t n = strlen(s->origin);
	if (address == NULL || strncmp(address, s->origin, n) != 0)
		return FALSE;
	return address[n] == '\0' || address[n] == '/' || address[n] == '?' || address[n] == '#';
}

static gboolean on_decide_policy(WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type, gpointer data) {
	lock_state *s = data;
	const char *address = NULL;
	const char *kind = "navigation";
	gboolean allowed = FALSE;
	switch (type) {
	case WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION: {
		WebKitNavigationAction *action =
			webkit_navigation_policy_decision_get_navigation_action(WEBKIT_NAVIGATION_POLICY_DECISION(decision));
		address = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
		allowed = own(s, address);
		break;
	}
	case WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION: {
		WebKitNavigationAction *action =
			webkit_navigation_policy_decision_get_navigation_action(WEBKIT_NAVIGATION_POLICY_DECISION(decision));
		address = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
		kind = "window";
		break;
	}
	case WEBKIT_POLICY_DECISION_TYPE_RESPONSE: {
		WebKitURIRequest *request =
			webkit_response_policy_decision_get_request(WEBKIT_RESPONSE_POLICY_DECISION(decision));
		address = webkit_uri_request_get_uri(request);
		kind = "response";
		allowed = own(s, address);
		break;
	}
	default:
		kind = "decision";
	}
	if (allowed) {
		webkit_policy_decision_use(decision);
	} else {
		webkit_policy_decision_ignore(decision);
		blocked(s, kind, address);
	}
	return TRUE;
}

static GtkWidget *on_create(WebKitWebView *view, WebKitNavigationAction *action, gpointer data) {
	blocked(data, "window", webkit_uri_request_get_uri(webkit_navigation_action_get_request(action)));
	return NULL;
}

static gboolean on_permission(WebKitWebView *view, WebKitPermissionRequest *request, gpointer data) {
	webkit_permission_request_deny(request);
	blocked(data, "permission", "");
	return TRUE;
}

static gboolean on_script_dialog(WebKitWebView *view, WebKitScriptDialog *dialog, gpointer data) {
	blocked(data, "dialog", "");
	return TRUE;
}

static gboolean on_file_chooser(WebKitWebView *view, WebKitFileChooserRequest *request, gpointer data) {
	webkit_file_chooser_request_cancel(request);
	blocked(data, "chooser", "");
	return TRUE;
}

static gboolean on_authenticate(WebKitWebView *view, WebKitAuthenticationRequest *request, gpointer data) {
	webkit_authentication_request_cancel(request);
	blocked(data, "authentication", "");
	return TRUE;
}

static gboolean on_fullscreen(WebKitWebView *view, gpointer data) {
	blocked(data, "fullscreen", "");
	return TRUE;
}

static void on_download(WebKitWebContext *context, WebKitDownload *download, gpointer data) {
	blocked(data, "download", webkit_uri_request_get_uri(webkit_download_get_request(download)));
	webkit_download_cancel(download);
}

// The menu of the right button serves text fields only, and there only what edits text.
static gboolean on_context_menu(WebKitWebView *view, WebKitContextMenu *menu, GdkEvent *event, WebKitHitTestResult *hit, gpointer data) {
	if (!webkit_hit_test_result_context_is_editable(hit))
		return TRUE;
	GList *items = g_list_copy(webkit_context_menu_get_items(menu));
	for (GList *l = items; l != NULL; l = l->next) {
		switch (webkit_context_menu_item_get_stock_action(l->data)) {
		case WEBKIT_CONTEXT_MENU_ACTION_CUT:
		case WEBKIT_CONTEXT_MENU_ACTION_COPY:
		case WEBKIT_CONTEXT_MENU_ACTION_PASTE:
		case WEBKIT_CONTEXT_MENU_ACTION_DELETE:
		case WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL:
			break;
		default:
			webkit_context_menu_remove(menu, l->data);
		}
	}
	g_list_free(items);
	return FALSE;
}

static void on_crash(WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer data) {
	lock_state *s = data;
	gboolean again = ++s->crashes <= MAX_CRASHES;
	goLockCrashed(s->handle, again);
	if (again) {
		char *start = g_strconcat(s->origin, "/", NULL);
		webkit_web_view_load_uri(view, start);
		g_free(start);
	}
}

// passes says which messages reach the window library: the one that the page's
// runtime sends when it is ready, and calls of the program's own methods. Calls
// carry the name first, as the library's own page script writes them.
static gboolean passes(const char *message) {
	return strcmp(message, "runtime:ready") == 0 ||
		strncmp(message, "C{\"name\":\"bridge.", strlen("C{\"name\":\"bridge.")) == 0;
}

static void on_message(WebKitUserContentManager *manager, WebKitJavascriptResult *result, gpointer data) {
	lock_state *s = data;
	if (s->passing)
		return;
	char *message = jsc_value_to_string(webkit_javascript_result_get_js_value(result));
	gboolean allowed = message != NULL && own(s, webkit_web_view_get_uri(s->view)) && passes(message);
	g_free(message);
	if (!allowed) {
		blocked(s, "message", webkit_web_view_get_uri(s->view));
		return;
	}
	s->passing = TRUE;
	g_signal_handler_unblock(manager, s->library_messages);
	g_signal_emit_by_name(manager, "script-message-received::external", result);
	g_signal_handler_block(manager, s->library_messages);
	s->passing = FALSE;
}

// The window takes the files; a drop on it is always finished here.
static void on_drop(GtkWidget *window, GdkDragContext *context, gint x, gint y, GtkSelectionData *selection, guint info, guint time, gpointer data) {
	lock_state *s = data;
	GString *paths = g_string_new(NULL);
	gchar **addresses = gtk_selection_data_get_uris(selection);
	for (int i = 0; addresses != NULL && addresses[i] != NULL; i++) {
		gchar *host = NULL;
		gchar *path = g_filename_from_uri(addresses[i], &host, NULL);
		if (path != NULL && (host == NULL || *host == '\0')) {
			g_string_append(paths, path);
			g_string_append_c(paths, '\0');
		}
		g_free(path);
		g_free(host);
	}
	g_strfreev(addresses);
	gtk_drag_finish(context, paths->len > 0, FALSE, time);
	gint page_x = x, page_y = y;
	gtk_widget_translate_coordinates(window, GTK_WIDGET(s->view), x, y, &page_x, &page_y);
	if (paths->len > 0)
		goLockDropped(s->handle, page_x, page_y, paths->str, (int)paths->len);
	g_string_free(paths, TRUE);
	g_signal_stop_emission_by_name(window, "drag-data-received");
}

static void hover(lock_state *s, gboolean over) {
	if (s->over != over) {
		s->over = over;
		goLockHovering(s->handle, over);
	}
}

static gboolean on_drag_motion(GtkWidget *window, GdkDragContext *context, gint x, gint y, guint time, gpointer data) {
	hover(data, TRUE);
	return FALSE;
}

static void on_drag_leave(GtkWidget *window, GdkDragContext *context, guint time, gpointer data) {
	hover(data, FALSE);
}

static void find_view(GtkWidget *widget, gpointer data) {
	WebKitWebView **found = data;
	if (*found != NULL)
		return;
	if (WEBKIT_IS_WEB_VIEW(widget))
		*found = WEBKIT_WEB_VIEW(widget);
	else if (GTK_IS_CONTAINER(widget))
		gtk_container_forall(GTK_CONTAINER(widget), find_view, data);
}

static void hook(lock_state *s, gpointer object, const char *signal, GCallback callback) {
	gulong id = g_signal_connect(object, signal, callback, s);
	if (s->hooks < MAX_HOOKS) {
		s->hooked[s->hooks] = G_OBJECT(object);
		s->ids[s->hooks++] = id;
	}
}

// tighten switches off what the pages of the program never use.
static void tighten(WebKitWebView *view) {
	WebKitSettings *settings = webkit_web_view_get_settings(view);
	// The window library passes a constant that means "always" where it says "on demand".
	webkit_settings_set_hardware_acceleration_policy(settings, WEBKIT_HARDWARE_ACCELERATION_POLICY_ON_DEMAND);
	g_object_set(settings,
		"allow-file-access-from-file-urls", FALSE,
		"allow-universal-access-from-file-urls", FALSE,
		"allow-modal-dialogs", FALSE,
		"enable-back-forward-navigation-gestures", FALSE,
		"enable-dns-prefetching", FALSE,
		"enable-html5-database", FALSE,
		"enable-html5-local-storage", FALSE,
		"enable-media-stream", FALSE,
		"enable-offline-web-application-cache", FALSE,
		"enable-page-cache", FALSE,
		"enable-webgl", FALSE,
		"enable-webrtc", FALSE,
		"javascript-can-access-clipboard", FALSE,
		"javascript-can-open-windows-automatically", FALSE,
		NULL);
	WebKitWebContext *context = webkit_web_view_get_context(view);
	webkit_web_context_set_cache_model(context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
	WebKitWebsiteDataManager *manager = webkit_web_context_get_website_data_manager(context);
	webkit_website_data_manager_set_persistent_credential_storage_enabled(manager, FALSE);
#if WEBKIT_CHECK_VERSION(2, 42, 0)
	// <link rel=preconnect|prefetch|preload> opens connections that no content policy governs.
	WebKitFeatureList *features = webkit_settings_get_all_features();
	for (gsize i = 0; i < webkit_feature_list_get_length(features); i++) {
		WebKitFeature *feature = webkit_feature_list_get(features, i);
		const char *name = webkit_feature_get_identifier(feature);
		if (g_str_has_prefix(name, "LinkPre") || g_str_has_prefix(name, "LinkDNS") ||
		    strcmp(name, "PageVisibilityBasedProcessSuppressionEnabled") == 0)
			webkit_settings_set_feature_enabled(settings, feature, FALSE);
	}
	webkit_feature_list_unref(features);
#endif
}

static const char *attach(lock_state *s) {
	GList *windows = gtk_window_list_toplevels();
	int views = 0;
	for (GList *l = windows; l != NULL; l = l->next) {
		WebKitWebView *found = NULL;
		find_view(l->data, &found);
		if (found != NULL) {
			views++;
			s->view = found;
			s->window = l->data;
		}
	}
	g_list_free(windows);
	if (views == 0)
		return "no web view was found in the window";
	if (views > 1)
		return "more than one web view was found";

	WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager(s->view);
	guint signal = g_signal_lookup("script-message-received", WEBKIT_TYPE_USER_CONTENT_MANAGER);
	s->library_messages = g_signal_handler_find(manager, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DETAIL, signal,
		g_quark_from_static_string("external"), NULL, NULL, NULL);
	if (s->library_messages == 0)
		return "the window library's handler of messages was not found";

	tighten(s->view);
	hook(s, s->view, "decide-policy", G_CALLBACK(on_decide_policy));
	hook(s, s->view, "create", G_CALLBACK(on_create));
	hook(s, s->view, "permission-request", G_CALLBACK(on_permission));
	hook(s, s->view, "script-dialog", G_CALLBACK(on_script_dialog));
	hook(s, s->view, "run-file-chooser", G_CALLBACK(on_file_chooser));
	hook(s, s->view, "authenticate", G_CALLBACK(on_authenticate));
	hook(s, s->view, "enter-fullscreen", G_CALLBACK(on_fullscreen));
	hook(s, s->view, "context-menu", G_CALLBACK(on_context_menu));
	hook(s, s->view, "web-process-terminated", G_CALLBACK(on_crash));
	hook(s, webkit_web_view_get_context(s->view), "download-started", G_CALLBACK(on_download));
	hook(s, manager, "script-message-received::external", G_CALLBACK(on_message));
	g_signal_handler_block(manager, s->library_messages);

	static const GtkTargetEntry targets[] = {{"text/uri-list", 0, 1}};
	gtk_drag_dest_unset(GTK_WIDGET(s->view));
	gtk_drag_dest_set(s->window, GTK_DEST_DEFAULT_ALL, targets, G_N_ELEMENTS(targets), GDK_ACTION_COPY);
	hook(s, s->window, "drag-data-received", G_CALLBACK(on_drop));
	hook(s, s->window, "drag-motion", G_CALLBACK(on_drag_motion));
	hook(s, s->window, "drag-leave", G_CALLBACK(on_drag_leave));
	return "";
}

static const char *check(lock_state *s) {
	if (s->hooks == 0)
		return "the hooks are not attached";
	for (int i = 0; i < s->hooks; i++)
		if (s->ids[i] == 0 || !g_signal_handler_is_connected(s->hooked[i], s->ids[i]))
			return "a hook came off the web view";
	if (!own(s, webkit_web_view_get_uri(s->view)))
		return "the web view shows a foreign page";
	return "";
}

static gboolean on_request(gpointer data) {
	static lock_state *only = NULL; // one web view, one lock, for the life of the process
	lock_request *request = data;
	const char *problem;
	if (request->attach && only != NULL) {
		problem = "the hooks are attached already";
	} else if (request->attach) {
		lock_state *s = g_new0(lock_state, 1);
		s->handle = request->lock;
		s->origin = g_strdup(request->origin);
		problem = attach(s);
		if (*problem == '\0')
			only = s;
	} else {
		problem = only == NULL ? "the hooks are not attached" : check(only);
	}
	goLockAnswer(request->request, (char *)problem);
	free(request->origin);
	free(request);
	return G_SOURCE_REMOVE;
}

void lock_post(lock_request *request) {
	g_idle_add_full(G_PRIORITY_HIGH, on_request, request, NULL);
}
