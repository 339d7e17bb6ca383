package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both pages show in the same way. */
final class Fragments {
    private final Frame frame;

    Fragments(Frame frame) {
        this.frame = frame;
    }

    /** Since when one that is in space is there: only an entry that was observed has a time; what upstream counts by itself is none. */
    static void since(Optional<Transition> transition, Html html) {
        if (transition.isEmpty() || !transition.get().inSpace()) {
            html.raw("in space; since when is being read");
        } else if (transition.get().isObserved()) {
            html.raw("since ");
            HumanTime.between(
                    transition.get().previousObservedAt(), transition.get().observedAt(), html);
        } else {
            html.raw("since before ");
            HumanTime.write(transition.get().observedAt(), html);
            html.raw(
                    transition.get().type() == ChangeType.APPEARED
                            ? ", when it was first seen"
                            : ", when it came back");
        }
    }

    void link(long id, String name, Html html) {
        html.raw("<a href=\"")
                .text(frame.path("/spacecraft/" + id))
                .raw("\">")
                .text(name)
                .raw("</a>");
    }

    void changes(List<LatestChanges.Item> items, Html html) {
        html.raw("<ol class=\"news\">\n");
        for (var item : items) {
            html.raw("<li id=\"" + item.id() + "\"><p class=\"headline\"><a href=\"")
                    .text(frame.path("/spacecraft/" + item.data().spacecraft().id()))
                    .raw("\">")
                    .text(ChangeWords.headline(item.type(), item.data()))
                    .raw("</a></p>\n<dl>");
            ChangeWords.differences(item.data()).forEach(difference -> difference(difference, html));
            html.raw("</dl>\n<p class=\"quiet\">");
            HumanTime.between(item.data().previousObservedAt(), item.data().observedAt(), html);
            html.raw("</p></li>\n");
        }
        html.raw("</ol>\n");
    }

    private static void difference(ChangeWords.Difference difference, Html html) {
        html.raw("<div><dt>").text(difference.field()).raw("</dt><dd>");
        side("was ", difference.before(), html);
        html.raw(difference.before() != null && difference.after() != null ? " <span class=\"arrow\">→</span> " : "");
        side("", difference.after(), html);
        html.raw("</dd></div>");
    }

    private static void side(String word, @Nullable String value, Html html) {
        if (value != null) {
            html.raw("<span>" + (word.isEmpty() ? "" : "<span class=\"unseen\">" + word + "</span>"))
                    .text(value)
                    .raw("</span>");
        }
    }
}
