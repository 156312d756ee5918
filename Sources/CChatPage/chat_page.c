// The chat page's files as part of the program. `#embed` (C23) costs no build time, and makes each
// file a dependency: an edit builds this file anew. A file that is added to Files/ needs a line here;
// a test compares.

#include "chat_page.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char api_js[] = {
#embed "Files/api.js"
};
static const unsigned char citations_js[] = {
#embed "Files/citations.js"
};
static const unsigned char composer_js[] = {
#embed "Files/composer.js"
};
static const unsigned char conversation_js[] = {
#embed "Files/conversation.js"
};
static const unsigned char copying_js[] = {
#embed "Files/copying.js"
};
static const unsigned char dom_js[] = {
#embed "Files/dom.js"
};
static const unsigned char drawer_js[] = {
#embed "Files/drawer.js"
};
static const unsigned char earlier_messages_js[] = {
#embed "Files/earlier-messages.js"
};
static const unsigned char event_stream_js[] = {
#embed "Files/event-stream.js"
};
static const unsigned char icon_svg[] = {
#embed "Files/icon.svg"
};
static const unsigned char index_html[] = {
#embed "Files/index.html"
};
static const unsigned char keys_js[] = {
#embed "Files/keys.js"
};
static const unsigned char layout_css[] = {
#embed "Files/layout.css"
};
static const unsigned char memories_css[] = {
#embed "Files/memories.css"
};
static const unsigned char memory_panel_js[] = {
#embed "Files/memory-panel.js"
};
static const unsigned char message_view_js[] = {
#embed "Files/message-view.js"
};
static const unsigned char message_css[] = {
#embed "Files/message.css"
};
static const unsigned char page_js[] = {
#embed "Files/page.js"
};
static const unsigned char problem_banner_js[] = {
#embed "Files/problem-banner.js"
};
static const unsigned char question_view_js[] = {
#embed "Files/question-view.js"
};
static const unsigned char rating_js[] = {
#embed "Files/rating.js"
};
static const unsigned char record_css[] = {
#embed "Files/record.css"
};
static const unsigned char reply_js[] = {
#embed "Files/reply.js"
};
static const unsigned char scrolling_js[] = {
#embed "Files/scrolling.js"
};
static const unsigned char session_notice_js[] = {
#embed "Files/session-notice.js"
};
static const unsigned char sidebar_js[] = {
#embed "Files/sidebar.js"
};
static const unsigned char theme_first_js[] = {
#embed "Files/theme-first.js"
};
static const unsigned char theme_css[] = {
#embed "Files/theme.css"
};
static const unsigned char theme_js[] = {
#embed "Files/theme.js"
};
static const unsigned char trace_panel_js[] = {
#embed "Files/trace-panel.js"
};
static const unsigned char trace_view_js[] = {
#embed "Files/trace-view.js"
};
static const unsigned char trace_css[] = {
#embed "Files/trace.css"
};
static const unsigned char versions_js[] = {
#embed "Files/versions.js"
};
static const unsigned char welcome_js[] = {
#embed "Files/welcome.js"
};
static const unsigned char words_js[] = {
#embed "Files/words.js"
};

static const struct chat_page_file files[] = {
  {"api.js", api_js, sizeof api_js},
  {"citations.js", citations_js, sizeof citations_js},
  {"composer.js", composer_js, sizeof composer_js},
  {"conversation.js", conversation_js, sizeof conversation_js},
  {"copying.js", copying_js, sizeof copying_js},
  {"dom.js", dom_js, sizeof dom_js},
  {"drawer.js", drawer_js, sizeof drawer_js},
  {"earlier-messages.js", earlier_messages_js, sizeof earlier_messages_js},
  {"event-stream.js", event_stream_js, sizeof event_stream_js},
  {"icon.svg", icon_svg, sizeof icon_svg},
  {"index.html", index_html, sizeof index_html},
  {"keys.js", keys_js, sizeof keys_js},
  {"layout.css", layout_css, sizeof layout_css},
  {"memories.css", memories_css, sizeof memories_css},
  {"memory-panel.js", memory_panel_js, sizeof memory_panel_js},
  {"message-view.js", message_view_js, sizeof message_view_js},
  {"message.css", message_css, sizeof message_css},
  {"page.js", page_js, sizeof page_js},
  {"problem-banner.js", problem_banner_js, sizeof problem_banner_js},
  {"question-view.js", question_view_js, sizeof question_view_js},
  {"rating.js", rating_js, sizeof rating_js},
  {"record.css", record_css, sizeof record_css},
  {"reply.js", reply_js, sizeof reply_js},
  {"scrolling.js", scrolling_js, sizeof scrolling_js},
  {"session-notice.js", session_notice_js, sizeof session_notice_js},
  {"sidebar.js", sidebar_js, sizeof sidebar_js},
  {"theme-first.js", theme_first_js, sizeof theme_first_js},
  {"theme.css", theme_css, sizeof theme_css},
  {"theme.js", theme_js, sizeof theme_js},
  {"trace-panel.js", trace_panel_js, sizeof trace_panel_js},
  {"trace-view.js", trace_view_js, sizeof trace_view_js},
  {"trace.css", trace_css, sizeof trace_css},
  {"versions.js", versions_js, sizeof versions_js},
  {"welcome.js", welcome_js, sizeof welcome_js},
  {"words.js", words_js, sizeof words_js},
};

const struct chat_page_file *chat_page_file_at(size_t index) {
  return index < sizeof files / sizeof *files ? &files[index] : NULL;
}
