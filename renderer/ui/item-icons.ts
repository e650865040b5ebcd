import {
  Book,
  Briefcase,
  Bug,
  ChartNoAxesCombined,
  Code,
  Flag,
  Globe,
  Heart,
  Mail,
  Megaphone,
  Scale,
  Search,
  Shield,
  Star,
  User,
  Wrench,
} from 'lucide-react'
import type { itemIcons } from '../../contract/vocabulary'
import type { LucideIcon } from './icon'

type IconName = (typeof itemIcons)[number]

/** The icons that somebody may choose for an item or a node. */
export const iconShapes: Readonly<Record<IconName, LucideIcon>> = {
  book: Book,
  briefcase: Briefcase,
  bug: Bug,
  chart: ChartNoAxesCombined,
  code: Code,
  flag: Flag,
  globe: Globe,
  heart: Heart,
  mail: Mail,
  megaphone: Megaphone,
  scale: Scale,
  search: Search,
  shield: Shield,
  star: Star,
  user: User,
  wrench: Wrench,
}
