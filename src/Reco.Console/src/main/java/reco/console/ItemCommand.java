package reco.console;

import com.google.protobuf.util.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.v1.GetItemRequest;
import reco.v1.Item;
import reco.v1.ItemsGrpc.ItemsBlockingStub;

/** Commands about one item. */
@Command(
    name = "item",
    description = "What the catalogue has of an item.",
    subcommands = ItemCommand.Show.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ItemCommand {
  ItemCommand() {}

  /** Shows the item. */
  @Command(name = "show", description = "The item as the catalogue has it.")
  static final class Show extends ConsoleCommand {
    @Parameters(paramLabel = "ITEM", description = "its id")
    private String item = "";

    @Override
    void ask(Connection server) {
      Item found =
          server
              .stub(ItemsBlockingStub.class)
              .getItem(GetItemRequest.newBuilder().setItemId(item).build());
      print(found, Show::text);
    }

    private static String text(Item item) {
      return new Table("FIELD", "VALUE")
          .row("item_id", item.getItemId())
          .row("title", item.getTitle())
          .row("categories", String.join(", ", item.getCategoriesList()))
          .row("tags", String.join(", ", item.getTagsList()))
          .row("creator", item.getCreator())
          .row("price", item.getPrice())
          .row("quality", item.getQuality())
          .row(
              "published",
              item.hasPublishTime() ? Timestamps.toString(item.getPublishTime()) : "unknown")
          .row(
              "regions",
              item.getRegionsCount() == 0 ? "everywhere" : String.join(", ", item.getRegionsList()))
          .row("min_age", item.getMinAge())
          .row("language", item.getLanguage())
          .row("hidden", item.getHidden())
          .row("unavailable", item.getUnavailable())
          .row("version", item.getVersion())
          .text();
    }
  }
}
