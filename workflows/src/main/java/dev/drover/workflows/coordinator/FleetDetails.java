package dev.drover.workflows.coordinator;

import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.text.Amounts;
import dev.drover.workflows.ui.Markdown;
import java.util.List;

/**
 * The fleet as the page that Temporal's UI shows as the workflow's current details.
 *
 * @param hosts by name
 * @param refused announcements with the UUID of another live host
 */
record FleetDetails(List<HostInfo> hosts, List<HostInfo> refused) {
  String page() {
    Markdown page = new Markdown();
    page.paragraph(
        hosts.size() == 1
            ? "1 host has announced itself."
            : hosts.size() + " hosts have announced themselves.");
    table(page, hosts);
    if (!refused.isEmpty()) {
      page.paragraph(
          "Refused, because a live host has this UUID already (a copied state folder?):");
      table(page, refused);
    }
    return page.page();
  }

  private static void table(Markdown page, List<HostInfo> hosts) {
    if (hosts.isEmpty()) {
      return;
    }
    page.head("name", "UUID", "drover", "QEMU", "peer address", "worker started");
    for (HostInfo host : hosts) {
      page.row(
          Markdown.plain(host.name()),
          Markdown.plain(host.id()),
          Markdown.plain(host.version()),
          Markdown.plain(host.qemuVersion()),
          Markdown.plain(host.peerAddress()),
          Amounts.moment(host.startedAtEpochMillis()));
    }
  }
}
